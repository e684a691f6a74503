"""What an ODBC program does with statements: psqlODBC, as "PostgreSQL Unicode". Connects by the PG* variables; prints TAP."""
import json
import os
import sys

import pyodbc

from tap import done, is_equal, ok


def connect(**options):
    settings = {"Driver": "{PostgreSQL Unicode}", "Server": os.environ["PGHOST"], "Port": os.environ["PGPORT"],
                "Database": os.environ["PGDATABASE"], "Uid": os.environ["PGUSER"], "Pwd": os.environ["PGPASSWORD"],
                "BoolsAsChar": 0, **options}
    return pyodbc.connect(";".join(f"{name}={value}" for name, value in settings.items()), autocommit=True)


def one(connection, sql, *parameters):
    return connection.execute(sql, *parameters).fetchval()


def test_text(connection):
    """ODBC knows no own types: a statement is its JSON text, both ways."""
    said = {"speaker": "Oskar Lind", "act": "deny", "content": "It “rains”, 下雨"}
    connection.execute("CREATE TEMPORARY TABLE kept (id integer GENERATED ALWAYS AS IDENTITY, s statement)")
    connection.execute("INSERT INTO kept (s) VALUES (?)", json.dumps(said))
    is_equal(json.loads(one(connection, "SELECT s FROM kept")), said, "a statement as text comes back as it was")
    is_equal(one(connection, "SELECT speaker(s) FROM kept WHERE s @> ?::statement", '{"act": "deny"}'), "Oskar Lind",
             "and is found by example")


def test_binary(connection):
    """The driver speaks no binary format of own types; the bytes themselves it carries as bytea."""
    packed, speaker = connection.execute(
        "SELECT statement_send(statement), speaker(statement) FROM news.statements"
        " WHERE speaker_kind(statement) = 'person' ORDER BY statement_id LIMIT 1").fetchone()
    ok(isinstance(packed, bytes) and speaker.encode() in packed, "the binary form, with the speaker in it")
    is_equal(one(connection, "SELECT count(*) FROM news.statements WHERE statement_send(statement) = ?", packed), 1,
             "its bytes as a parameter")


def test_parameters(connection):
    """Python's own types as parameters; the same prepared statement with several values."""
    row = connection.execute(
        "SELECT speaker, day, published, ordinal, nested, confidence FROM news.statement_details"
        " WHERE mode = ? AND published >= ? ORDER BY statement_id LIMIT 1", "direct", "2026-01-01").fetchone()
    is_equal([type(value).__name__ for value in row], ["str", "date", "datetime", "int", "bool", "Decimal"],
             "the columns of statement_details have plain types")
    cursor = connection.cursor()
    total = 0
    for act in "deny", "urge", "warn":
        total += cursor.execute("SELECT count(*) FROM news.statement_details WHERE act = ?", act).fetchval()
    is_equal(total, one(connection, "SELECT count(*) FROM news.statement_details WHERE act IN ('deny', 'urge', 'warn')"),
             "a prepared statement with three values")


def test_bulk(connection):
    """ODBC has no COPY: many rows go in as one prepared statement in one transaction."""
    rows = connection.execute("SELECT statement FROM news.statements").fetchall()
    connection.execute("TRUNCATE kept")
    connection.autocommit = False
    connection.cursor().executemany("INSERT INTO kept (s) VALUES (?)", rows)
    connection.commit()
    connection.autocommit = True
    is_equal(one(connection, "SELECT count(*) FROM (SELECT s FROM kept INTERSECT ALL SELECT statement FROM news.statements) same"),
             len(rows), "all statements out and in")


def test_cursor():
    """With UseDeclareFetch the driver itself fetches through a cursor of the server."""
    with connect(UseDeclareFetch=1, Fetch=200) as connection:
        connection.autocommit = False
        cursor = connection.execute("SELECT statement_id, content FROM news.statement_details")
        first = cursor.fetchone()
        is_equal(one(connection, "SELECT count(*) FROM pg_cursors"), 2, "the server holds the cursor (and this query's)")
        seen = [first, *cursor.fetchall()]
        is_equal(len(seen), one(connection, "SELECT count(*) FROM news.statement_details"), "and it reaches every row")


def test_metadata(connection):
    """SQLTables and SQLColumns, which spreadsheets and report builders call."""
    tables = {row.table_name: row.table_type for row in connection.cursor().tables(schema="news")}
    is_equal((tables.get("documents"), tables.get("statement_details")), ("TABLE", "VIEW"), "tables and views")
    columns = {row.column_name: row.type_name
               for row in connection.cursor().columns(schema="news", table="statement_details")}
    is_equal([columns.get(name) for name in ("statement_id", "day", "published", "speaker", "confidence")],
             ["int8", "date", "timestamptz", "text", "numeric"], "columns and their types")
    described = connection.execute("SELECT speaker(statement), statement FROM news.statements").description
    is_equal([column[1] for column in described], [str, str], "the types of a query's columns")


def test_errors(connection):
    for sql, sqlstate, name in (("SELECT '{\"act\": \"shout\"}'::statement", "22P02", "a wrong act"),
                                ("DELETE FROM news.statements", "42501", "a role that may only read")):
        try:
            connection.execute(sql).fetchall()
            ok(False, name)
        except pyodbc.Error as error:
            is_equal(error.args[0], sqlstate, name)


def main():
    with connect() as connection:
        test_text(connection)
        test_binary(connection)
        test_parameters(connection)
        test_bulk(connection)
        test_cursor()
        test_metadata(connection)
        test_errors(connection)
    return done()


if __name__ == "__main__":
    sys.exit(main())
