# syntax=docker/dockerfile:1
# One image for every Airflow service of docker-compose.yaml.

FROM python:3.12-slim-bookworm AS build
RUN pip install --no-cache-dir 'uv>=0.9,<1'
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /opt/warraq
# What others wrote changes seldom: a layer of its own.
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --extra team --no-install-project
COPY LICENSE README.md ./
COPY include include
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --extra team

FROM python:3.12-slim-bookworm
RUN useradd --uid 1000 --gid 0 --create-home warraq \
    && install -d -o warraq -g 0 -m 0775 /airflow /data /inbox
COPY --from=build /opt/warraq /opt/warraq
WORKDIR /opt/warraq
COPY docker docker
COPY config config
COPY sql sql
COPY dags dags
COPY plugins plugins
# USER and HOME also serve a user id that is not in /etc/passwd (WARRAQ_UID in .env).
ENV PATH=/opt/warraq/.venv/bin:$PATH \
    PYTHONPATH=/opt/warraq/config \
    PYTHONUNBUFFERED=1 \
    USER=warraq \
    HOME=/home/warraq \
    AIRFLOW_HOME=/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/warraq/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/warraq/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED=False \
    GX_ANALYTICS_ENABLED=false \
    WARRAQ_HOME=/data \
    WARRAQ_INPUT_DIR=/inbox
USER warraq
ENTRYPOINT ["airflow"]
CMD ["version"]
