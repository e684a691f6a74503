"""What a program in Python does with statements: psycopg 3. Connects by the PG* variables; prints TAP."""
import json
import sys
from datetime import date

import psycopg
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format
from psycopg.rows import dict_row
from psycopg.types import TypeInfo

from tap import done, is_equal, ok


class StatementLoader(Loader):
    """Statements become dictionaries."""

    def load(self, data):
        return json.loads(bytes(data))


class Statement(dict):
    """What is written as a statement."""


class StatementDumper(Dumper):
    def dump(self, obj):
        return json.dumps(obj).encode()


class StatementBytes(bytes):
    """A statement in the binary form that the server sent."""


class StatementBytesLoader(Loader):
    format = Format.BINARY

    def load(self, data):
        return StatementBytes(data)


class StatementBytesDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj):
        return obj


def register_statement(connection):
    """From here on the connection reads statements as dictionaries and, where binary is asked for, as bytes."""
    info = TypeInfo.fetch(connection, "statement")
    info.register(connection)
    for dumper in StatementDumper, StatementBytesDumper:
        dumper.oid = info.oid
    connection.adapters.register_loader(info.oid, StatementLoader)
    connection.adapters.register_loader(info.oid, StatementBytesLoader)
    connection.adapters.register_dumper(Statement, StatementDumper)
    connection.adapters.register_dumper(StatementBytes, StatementBytesDumper)


def one(connection, sql, parameters=None, **options):
    return connection.execute(sql, parameters, **options).fetchone()[0]


def test_as_it_comes(connection):
    """Without any registration a statement is its JSON text."""
    form = '{"speaker": "Oskar Lind", "act": "deny"}'
    is_equal(one(connection, "SELECT %s::statement", [form]), form, "a statement as text")
    is_equal(type(one(connection, "SELECT statement FROM news.statements", binary=True)), bytes, "and as binary")


def test_registered(connection):
    register_statement(connection)
    said = {"speaker": "Oskar Lind", "act": "deny", "content": "It “rains”, 下雨"}
    connection.execute("CREATE TEMPORARY TABLE kept (s statement)")
    connection.execute("INSERT INTO kept VALUES (%s)", [Statement(said)])
    is_equal(one(connection, "SELECT s FROM kept"), said, "a dictionary goes in and comes out")
    is_equal(one(connection, "SELECT content(s) FROM kept WHERE s @> %s", [Statement(act="deny")]), said["content"],
             "and is found by example")
    is_equal(one(connection, "SELECT array_agg(s) FROM kept"), [said], "arrays of statements")

    packed = one(connection, "SELECT statement FROM news.statements ORDER BY statement_id", binary=True)
    is_equal(packed, one(connection, "SELECT statement_send(statement) FROM news.statements ORDER BY statement_id"),
             "the bytes are those of statement_send")
    is_equal(one(connection, "SELECT count(*) FROM news.statements WHERE statement = %s", [packed]), 1,
             "as a binary parameter they are the same statement")


def test_plain_columns(connection):
    """The flat view gives Python's own types."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(
            "SELECT speaker, day, published, ordinal, nested, confidence, verbatim FROM news.statement_details"
            " WHERE act = ANY(%s) AND published >= %s AND content ILIKE %s ORDER BY statement_id",
            [["deny", "urge"], "2026-01-01", "%the%"]).fetchone()
    is_equal([type(value).__name__ for value in row.values()], ["str", "date", "datetime", "int", "bool", "Decimal", "list"], "the columns of statement_details have plain types")


def test_search(connection):
    """The functions that dashboards call, with parameters by name and None where nothing is asked."""
    with connection.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute("SELECT * FROM search_statements('news', %s, act => %s, since => %s)",
                               ["port OR navy", None, date(2020, 1, 1)]).fetchall()
    ok(found and all(row["rank"] > 0 and isinstance(row["day"], date) for row in found), "search_statements, ranked")
    ok(any("<b>" in row["snippet"] for row in found), "with the words marked")
    ok(one(connection, "SELECT sum(statements) FROM timeline('news', %s, 'year')", ["port OR navy"]) >= len(found),
       "timeline counts at least those")


def test_prepared(connection):
    total = sum(one(connection, "SELECT count(*) FROM news.statement_details WHERE act = %s", [act], prepare=True)
                for act in ("deny", "urge", "warn"))
    is_equal(total, one(connection, "SELECT count(*) FROM news.statement_details WHERE act IN ('deny', 'urge', 'warn')"),
             "a prepared statement with three values")
    ok(one(connection, "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%statement_details%'") > 0,
       "which the server has prepared")


def test_copy(connection, format):
    connection.execute("TRUNCATE kept")
    with connection.cursor() as source, connection.cursor() as target:
        with source.copy(f"COPY (SELECT statement FROM news.statements) TO STDOUT (FORMAT {format})") as copy:
            pieces = [bytes(piece) for piece in copy]
        with target.copy(f"COPY kept FROM STDIN (FORMAT {format})") as copy:
            for piece in pieces:
                copy.write(piece)
    is_equal(one(connection, "SELECT count(*) FROM kept JOIN news.statements ON s = statement"),
             one(connection, "SELECT count(*) FROM news.statements a JOIN news.statements b USING (statement)"),
             f"COPY out and in, {format}")


def test_copy_rows(connection):
    connection.execute("TRUNCATE kept")
    rows = connection.execute("SELECT statement FROM news.statements LIMIT 50", binary=True).fetchall()
    with connection.cursor().copy("COPY kept FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["statement"])
        for (packed,) in rows:
            copy.write_row([packed])
    is_equal(one(connection, "SELECT count(*) FROM kept"), 50, "COPY row by row, binary")


def test_cursor(connection, binary):
    with connection.transaction(), connection.cursor("all_of_it", binary=binary) as cursor:
        cursor.itersize = 200
        cursor.execute("SELECT statement_id, statement FROM news.statements")
        seen = sum(1 for _ in cursor)
    is_equal(seen, one(connection, "SELECT count(*) FROM news.statements"),
             f"a cursor of the server, {'binary' if binary else 'text'}")


def test_metadata(connection):
    """What a dashboard asks when it shows which tables and columns there are."""
    tables = dict(connection.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'news'").fetchall())
    is_equal((tables.get("documents"), tables.get("statement_details")), ("BASE TABLE", "VIEW"), "tables and views")
    odd = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns c JOIN information_schema.views v"
        " USING (table_schema, table_name) WHERE table_schema = 'news' AND data_type NOT IN ('text', 'date', 'bigint',"
        " 'integer', 'numeric', 'boolean', 'interval', 'timestamp with time zone', 'ARRAY')").fetchall()
    is_equal(odd, [], "columns of views have types that every driver knows")
    is_equal(one(connection, "SELECT obj_description('news.statement_details'::regclass) <> ''"), True,
             "a view says what it is")


def test_errors(connection):
    for sql, error, name in (
            ("SELECT '{\"act\": \"shout\"}'::statement", psycopg.errors.InvalidTextRepresentation, "a wrong act"),
            ("DELETE FROM news.statements", psycopg.errors.InsufficientPrivilege, "a role that may only read")):
        try:
            connection.execute(sql)
            ok(False, name)
        except error as caught:
            ok(caught.diag.message_primary, f"{name} is {error.__name__}")


def main():
    with psycopg.connect(autocommit=True) as connection:
        test_as_it_comes(connection)
        test_registered(connection)
        test_plain_columns(connection)
        test_search(connection)
        test_prepared(connection)
        test_copy(connection, "text")
        test_copy(connection, "binary")
        test_copy_rows(connection)
        test_cursor(connection, binary=False)
        test_cursor(connection, binary=True)
        test_metadata(connection)
        test_errors(connection)
    return done()


if __name__ == "__main__":
    sys.exit(main())
