// Starts the reading page. Everything that could leave the machine is switched off; the page's policy forbids the rest.
"use strict";
(function () {
  var page = document.currentScript.dataset;
  Scalar.createApiReference("#page", {
    url: page.openapi,
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    showDeveloperTools: "never",
    hideClientButton: true,
    hideTestRequestButton: true,
    documentDownloadType: "none",
    defaultOpenAllTags: false,
    metaData: { title: document.title },
  });
})();
