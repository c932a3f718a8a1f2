import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.base import Base


def test_the_migrations_make_what_the_models_say(database, settings):
    engine = sa.create_engine(settings.sync_database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert [one for one in differences if one[0] not in ("add_fk", "remove_fk")] == []


def test_each_migration_can_be_taken_back(database, tmp_path):
    config = Config(database.config_file_name)
    config.set_main_option("script_location", database.get_main_option("script_location"))
    url = f"sqlite:///{tmp_path / 'other.db'}"
    config.attributes["url"] = url
    revisions = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    for _ in revisions:
        command.upgrade(config, "+1")
    tables = sa.inspect(sa.create_engine(url)).get_table_names()
    assert {"users", "passages", "audit_entries"} <= set(tables)
    for _ in revisions:
        command.downgrade(config, "-1")
    assert sa.inspect(sa.create_engine(url)).get_table_names() == ["alembic_version"]
