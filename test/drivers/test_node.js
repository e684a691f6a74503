// What a program in JavaScript does with statements: node-postgres. Connects by the PG* variables; prints TAP.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

let count = 0;
let failures = 0;

function ok(passed, name) {
    count++;
    failures += passed ? 0 : 1;
    console.log(`${passed ? 'ok' : 'not ok'} ${count} - ${name}`);
}

function equal(got, wanted, name) {
    try {
        assert.deepEqual(got, wanted);
        ok(true, name);
    } catch (difference) {
        ok(false, name);
        console.log(difference.message.replace(/^/gm, '#   '));
    }
}

async function one(client, text, values, options = {}) {
    const { rows } = await client.query({ text, values, rowMode: 'array', ...options });
    return rows[0][0];
}

// Without any registration a statement is its JSON text.
async function testText(client) {
    const form = '{"speaker": "Oskar Lind", "act": "deny"}';
    equal(await one(client, 'SELECT $1::statement', [form]), form, 'a statement as text comes back as it was');
}

// With a parser for its OID statements arrive as objects; an object as a parameter is written as JSON.
async function testObjects(client) {
    const said = { speaker: 'Oskar Lind', act: 'deny', content: 'It “rains”, 下雨' };
    const oid = await one(client, "SELECT 'statement'::regtype::oid");
    client.setTypeParser(oid, JSON.parse);
    await client.query('CREATE TEMPORARY TABLE kept (id integer GENERATED ALWAYS AS IDENTITY, s statement)');
    await client.query('INSERT INTO kept (s) VALUES ($1)', [said]);
    equal(await one(client, 'SELECT s FROM kept'), said, 'an object goes in and comes out');
    equal(await one(client, 'SELECT content(s) FROM kept WHERE s @> $1', [{ act: 'deny' }]), said.content,
        'and is found by example');
}

// A Buffer is a binary parameter. Results node-postgres decodes as UTF-8 whatever their format, so the bytes of a
// statement come by statement_send, as bytea.
async function testBinary(client) {
    const { rows: [{ id, packed }] } = await client.query(
        `SELECT statement_id AS id, statement_send(statement) AS packed FROM news.statements
         WHERE speaker_kind(statement) = $1 ORDER BY statement_id LIMIT 1`, ['person']);
    ok(Buffer.isBuffer(packed), 'the binary form is a Buffer');
    await client.query('TRUNCATE kept');
    await client.query('INSERT INTO kept (s) VALUES ($1)', [packed]);
    equal(await one(client, 'SELECT statement_send(s) FROM kept'), packed, 'written as binary it has the same bytes');
    equal(await one(client, 'SELECT count(*) FROM news.statements WHERE statement = $1 AND statement_id = $2',
        [packed, id]), '1', 'and is the same statement');
}

async function testPlainColumns(client) {
    const { rows: [row] } = await client.query(
        `SELECT speaker, day, published, ordinal, nested, confidence, verbatim FROM news.statement_details
         WHERE act = ANY ($1) AND day >= $2 ORDER BY statement_id LIMIT 1`, [['deny', 'urge'], '2026-01-01']);
    equal(Object.values(row).map((value) => value.constructor.name),
        ['String', 'Date', 'Date', 'Number', 'Boolean', 'String', 'Array'], 'the columns of statement_details have plain types');
}

async function testPrepared(client) {
    const text = 'SELECT count(*)::integer FROM news.statement_details WHERE act = $1';
    let total = 0;
    for (const act of ['deny', 'urge', 'warn'])
        total += await one(client, text, [act], { name: 'by_act' });
    equal(total, await one(client, `SELECT count(*)::integer FROM news.statement_details
        WHERE act IN ('deny', 'urge', 'warn')`), 'a prepared statement with three values');
    equal(await one(client, "SELECT count(*)::integer FROM pg_prepared_statements WHERE name = 'by_act'"), 1,
        'which the server has prepared');
}

async function testCopy(client, format) {
    const pieces = [];
    await client.query('TRUNCATE kept');
    await pipeline(client.query(copyTo(`COPY (SELECT statement FROM news.statements) TO STDOUT (FORMAT ${format})`)),
        async (source) => { for await (const piece of source) pieces.push(piece); });
    await pipeline(Readable.from(pieces), client.query(copyFrom(`COPY kept (s) FROM STDIN (FORMAT ${format})`)));
    equal(await one(client, `SELECT count(*) FROM (SELECT s FROM kept INTERSECT ALL
        SELECT statement FROM news.statements) same`), await one(client, 'SELECT count(*) FROM news.statements'),
        `COPY out and in, ${format}`);
}

async function testCursor(client) {
    const cursor = client.query(new Cursor('SELECT content FROM news.statement_details WHERE mode <> $1', ['direct']));
    let seen = 0;
    for (let rows = await cursor.read(100); rows.length > 0; rows = await cursor.read(100))
        seen += rows.length;
    await cursor.close();
    equal(seen, await one(client, "SELECT count(*)::integer FROM news.statement_details WHERE mode <> 'direct'"),
        'a cursor reaches every row');
}

// The queries of Grafana's query builder, which stands for dashboards that ask the catalogue themselves.
async function testMetadata(client) {
    const { rows: tables } = await client.query(
        `SELECT quote_ident(table_name) AS name FROM information_schema.tables
         WHERE quote_ident(table_schema) NOT IN ('information_schema', 'pg_catalog') AND table_schema = $1`, ['news']);
    ok(tables.some(({ name }) => name === 'statement_details'), 'tables and views');
    const { rows: columns } = await client.query(
        `SELECT quote_ident(column_name) AS name, data_type FROM information_schema.columns
         WHERE table_schema = 'news' AND quote_ident(table_name) = 'statement_details'`);
    const types = Object.fromEntries(columns.map(({ name, data_type: type }) => [name, type]));
    equal([types.day, types.speaker, types.ordinal], ['date', 'text', 'integer'], 'columns and their types');
}

async function testErrors(client) {
    const isError = async (text, code, name) => {
        const error = await client.query(text).then(() => ({}), (caught) => caught);
        equal(error.code, code, name);
    };
    await isError('SELECT \'{"act": "shout"}\'::statement', '22P02', 'a wrong act');
    await isError('DELETE FROM news.statements', '42501', 'a role that may only read');
}

const client = new pg.Client();
await client.connect();
await testText(client);
await testObjects(client);
await testBinary(client);
await testPlainColumns(client);
await testPrepared(client);
await testCopy(client, 'text');
await testCopy(client, 'binary');
await testCursor(client);
await testMetadata(client);
await testErrors(client);
await client.end();
console.log(`1..${count}`);
process.exitCode = failures > 0 ? 1 : 0;
