/*
 * test_libpq.c: what a program in C does with statements: reads and writes them as
 * text and binary, with parameters, prepared, by COPY and through cursors.
 * Connects by the PG* environment variables; prints TAP.
 */
#include <libpq-fe.h>
#include <stdlib.h>

#include "tap.h"

enum { TEXT = 0, BINARY = 1 };

static PGconn *connection;

/* Runs a command; a failure that the test does not expect ends it. */
static PGresult *run(const char *sql)
{
    PGresult *result = PQexec(connection, sql);

    if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
        printf("Bail out! %s: %s", sql, PQerrorMessage(connection));
        exit(2);
    }
    return result;
}

static void command(const char *sql)
{
    PQclear(run(sql));
}

static PGresult *query(const char *sql, const char *parameter, int result_format)
{
    return PQexecParams(connection, sql, 1, NULL, &parameter, NULL, NULL, result_format);
}

static OrString cell(const PGresult *result, int row, int column)
{
    return (OrString){PQgetvalue(result, row, column), (size_t) PQgetlength(result, row, column)};
}

static int number(const char *sql)
{
    PGresult *result = run(sql);
    int value = atoi(PQgetvalue(result, 0, 0));

    PQclear(result);
    return value;
}

/* The type is a value with a text form, a JSON object, in and out. */
static void test_text(void)
{
    const char *form = "{\"speaker\": \"Oskar Lind\", \"act\": \"deny\", \"content\": \"It rains\"}";
    PGresult *result = query("SELECT $1::statement, speaker($1::statement), act($1::statement)", form, TEXT);

    is_string(cell(result, 0, 0), form, "a statement as text comes back as it was");
    is_string(cell(result, 0, 1), "Oskar Lind", "an accessor of a parameter");
    is_string(cell(result, 0, 2), "deny", "an enum as text");
    PQclear(result);
}

/* Bytes that were read as binary are a binary parameter of the type's OID. */
static void test_binary(void)
{
    PGresult *read =
        query("SELECT s.statement FROM news.statements s JOIN news.documents USING (document_id, day)"
              " WHERE outlet = $1 ORDER BY statement_id LIMIT 1",
              "Norpress", BINARY);
    const char *bytes[] = {PQgetvalue(read, 0, 0)};
    const int lengths[] = {PQgetlength(read, 0, 0)};
    const int formats[] = {BINARY};
    const Oid types[] = {PQftype(read, 0)};
    PGresult *written;

    ok(PQfformat(read, 0) == BINARY && lengths[0] > 0, "a statement as binary");
    command("CREATE TEMPORARY TABLE kept (id integer GENERATED ALWAYS AS IDENTITY, s statement)");
    written = PQexecParams(connection, "INSERT INTO kept (s) VALUES ($1) RETURNING statement_send(s), s", 1,
                           types, bytes, lengths, formats, BINARY);
    ok(lengths[0] == PQgetlength(written, 0, 0) &&
           memcmp(bytes[0], PQgetvalue(written, 0, 0), lengths[0]) == 0,
       "written as binary it has the same bytes");
    ok(PQftype(written, 1) == types[0], "and its type has a name that drivers can look up");
    is_int(number("SELECT count(*) FROM kept JOIN news.statements n ON n.statement = kept.s"), 1,
           "and equals the statement in the corpus");
    PQclear(written);
    PQclear(read);
}

/* One plan, many executions; the server tells the types of parameters and columns. */
static void test_prepared(void)
{
    const char *acts[] = {"deny", "urge", "warn"};
    PGresult *result =
        PQprepare(connection, "by_act",
                  "SELECT count(*), min(speaker) FROM news.statement_details WHERE act = $1", 1, NULL);
    int total = 0;

    PQclear(result);
    result = PQdescribePrepared(connection, "by_act");
    ok(PQnparams(result) == 1 && PQparamtype(result, 0) == 25, "the parameter of a plain column is text");
    PQclear(result);
    for (int i = 0; i < 3; i++) {
        result = PQexecPrepared(connection, "by_act", 1, &acts[i], NULL, NULL, TEXT);
        total += atoi(PQgetvalue(result, 0, 0));
        PQclear(result);
    }
    is_int(total, number("SELECT count(*) FROM news.statement_details WHERE act IN ('deny', 'urge', 'warn')"),
           "a prepared statement with three values");
}

/* COPY from the corpus and into a table, piece by piece as the server sends it. */
static void test_copy(const char *format)
{
    char sql[200];
    char *bytes = NULL;
    size_t length = 0;
    char *piece;
    int piece_length;

    command("TRUNCATE kept");
    snprintf(sql, sizeof sql, "COPY (SELECT statement FROM news.statements) TO STDOUT (FORMAT %s)", format);
    PQclear(run(sql));
    while ((piece_length = PQgetCopyData(connection, &piece, 0)) > 0) {
        bytes = realloc(bytes, length + piece_length);
        memcpy(bytes + length, piece, piece_length);
        length += piece_length;
        PQfreemem(piece);
    }
    PQclear(PQgetResult(connection));
    PQclear(PQgetResult(connection));

    snprintf(sql, sizeof sql, "COPY kept (s) FROM STDIN (FORMAT %s)", format);
    PQclear(run(sql));
    PQputCopyData(connection, bytes, (int) length);
    PQputCopyEnd(connection, NULL);
    PQclear(PQgetResult(connection));
    PQclear(PQgetResult(connection));
    free(bytes);
    is_int(
        number(
            "SELECT count(*) FROM (SELECT s FROM kept EXCEPT ALL SELECT statement FROM news.statements) d"),
        0, "COPY out and in, %s: nothing is changed", format);
    is_int(number("SELECT count(*) FROM kept"), number("SELECT count(*) FROM news.statements"),
           "COPY out and in, %s: nothing is lost", format);
}

/* A cursor of the server hands out a large result in parts; so does single-row mode without one. */
static void test_cursor(void)
{
    int seen = 0;
    int rows;
    PGresult *result;

    command("BEGIN");
    command("DECLARE all_of_it CURSOR FOR SELECT statement_id, content FROM news.statement_details");
    do {
        result = run("FETCH 200 FROM all_of_it");
        rows = PQntuples(result);
        seen += rows;
        PQclear(result);
    } while (rows == 200);
    command("COMMIT");
    is_int(seen, number("SELECT count(*) FROM news.statement_details"), "a cursor reaches every row");

    seen = 0;
    PQsendQuery(connection, "SELECT content FROM news.statement_details");
    PQsetSingleRowMode(connection);
    while ((result = PQgetResult(connection)) != NULL) {
        seen += PQresultStatus(result) == PGRES_SINGLE_TUPLE;
        PQclear(result);
    }
    is_int(seen, number("SELECT count(*) FROM news.statement_details"), "row by row without a cursor");
}

static void is_error(PGresult *result, const char *sqlstate, const char *name)
{
    is_string(string_of(PQresultErrorField(result, PG_DIAG_SQLSTATE)), sqlstate, "%s: SQLSTATE", name);
    ok(strlen(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)) > 0, "%s: a message", name);
    PQclear(result);
}

static void test_errors(void)
{
    is_error(query("SELECT $1::statement", "{\"speaker\"", TEXT), "22P02", "text that is no statement");
    is_error(PQexec(connection, "DELETE FROM news.statements"), "42501", "a role that may only read");
}

int main(void)
{
    connection = PQconnectdb("");
    if (PQstatus(connection) != CONNECTION_OK) {
        printf("Bail out! %s", PQerrorMessage(connection));
        return 2;
    }
    ok(PQconnectionUsedPassword(connection), "connected with a password");
    test_text();
    test_binary();
    test_prepared();
    test_copy("text");
    test_copy("binary");
    test_cursor();
    test_errors();
    PQfinish(connection);
    return tap_done();
}
