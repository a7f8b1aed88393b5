"""The register of application forms: ranges held by committees, numbers given to persons."""
