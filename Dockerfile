# The service as a container: locked packages, a user without rights, one volume.
#
# Base image: tag and digest of the multi-platform index; raise both together when Python or Debian have security fixes.
# Packages come from the index that pip is set up for. Behind a mirror, hand the settings in without keeping them:
#   docker build --secret id=pip,src=/etc/pip.conf -t zhibu .
FROM python:3.12.12-slim-bookworm@sha256:593bd06efe90efa80dc4eee3948be7c0fde4134606dd40d8dd8dbcade98e669c AS build
WORKDIR /opt/zhibu
RUN python -m venv /opt/zhibu/.venv
COPY requirements.lock ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    /opt/zhibu/.venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY app ./app
COPY alembic ./alembic
COPY alembic.ini pyproject.toml ./
RUN python -m compileall -q app alembic

FROM python:3.12.12-slim-bookworm@sha256:593bd06efe90efa80dc4eee3948be7c0fde4134606dd40d8dd8dbcade98e669c
RUN groupadd --system --gid 10001 zhibu \
 && useradd --system --uid 10001 --gid zhibu --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin zhibu \
 && install -d -o zhibu -g zhibu -m 0750 /var/lib/zhibu
COPY --from=build /opt/zhibu /opt/zhibu
WORKDIR /opt/zhibu
ENV PATH=/opt/zhibu/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ZHIBU_ENVIRONMENT=production \
    ZHIBU_HOST=0.0.0.0 \
    ZHIBU_PORT=8000 \
    ZHIBU_VAR=/var/lib/zhibu
# Keys, evidence files and, without DATABASE_URL, the embedded PostgreSQL.
VOLUME /var/lib/zhibu
EXPOSE 8000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-m", "app.cli", "health"]
ENTRYPOINT ["python", "-m", "app.cli"]
CMD ["serve"]
