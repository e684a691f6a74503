import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** What a program in Java does with statements. Connects by the PG* variables; prints TAP. */
public class TestJdbc {
    private static int count;
    private static int failures;

    private static void ok(boolean passed, String name) {
        count++;
        failures += passed ? 0 : 1;
        System.out.println((passed ? "ok " : "not ok ") + count + " - " + name);
    }

    private static void equal(Object got, Object wanted, String name) {
        ok(Objects.equals(got, wanted), name);
        if (!Objects.equals(got, wanted)) {
            System.out.println("#   got:    " + got + "\n#   wanted: " + wanted);
        }
    }

    /** A statement that travels as the bytes of its binary form; as a PGobject it also has the text form. */
    public static class BinaryStatement extends PGobject implements PGBinaryObject {
        private byte[] bytes;

        @Override
        public void setByteValue(byte[] value, int offset) {
            bytes = Arrays.copyOfRange(value, offset, value.length);
        }

        @Override
        public int lengthInBytes() {
            return bytes.length;
        }

        @Override
        public void toBytes(byte[] target, int offset) {
            System.arraycopy(bytes, 0, target, offset, bytes.length);
        }
    }

    private static Connection connect(String... options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", System.getenv("PGUSER"));
        properties.setProperty("password", System.getenv("PGPASSWORD"));
        for (int i = 0; i < options.length; i += 2) {
            properties.setProperty(options[i], options[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://" + System.getenv("PGHOST") + ":"
                + System.getenv("PGPORT") + "/" + System.getenv("PGDATABASE"), properties);
    }

    private static Object one(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getObject(1);
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PGobject statement(String json) throws SQLException {
        PGobject object = new PGobject();
        object.setType("statement");
        object.setValue(json);
        return object;
    }

    /** Without any registration a statement is a PGobject whose value is its JSON text. */
    private static void testText(Connection connection) throws SQLException {
        String form = "{\"speaker\": \"Oskar Lind\", \"act\": \"deny\", \"content\": \"It “rains”, 下雨\"}";
        run(connection, "CREATE TEMPORARY TABLE kept (s statement)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
            insert.setObject(1, statement(form));
            insert.executeUpdate();
        }
        PGobject read = (PGobject) one(connection, "SELECT s FROM kept");
        equal(read.getType(), "statement", "a statement is a PGobject of its type");
        equal(read.getValue(), form, "its text comes back as it was");
        equal(one(connection, "SELECT speaker(s) FROM kept WHERE s @> ?", statement("{\"act\": \"deny\"}")),
                "Oskar Lind", "and is found by example");
    }

    /** A class that implements PGBinaryObject, and the type's OID in binaryTransferEnable, make it travel as bytes. */
    private static void testBinary() throws SQLException {
        String oid;
        try (Connection connection = connect()) {
            oid = one(connection, "SELECT 'statement'::regtype::oid::text").toString();
        }
        try (Connection connection = connect("binaryTransferEnable", oid, "prepareThreshold", "-1")) {
            connection.unwrap(PGConnection.class).addDataType("statement", BinaryStatement.class);
            BinaryStatement read = (BinaryStatement) one(connection,
                    "SELECT statement FROM news.statements ORDER BY statement_id LIMIT 1");
            byte[] sent = (byte[]) one(connection,
                    "SELECT statement_send(statement) FROM news.statements ORDER BY statement_id LIMIT 1");
            ok(Arrays.equals(read.bytes, sent), "read as binary");
            read.setType("statement");
            ok(Arrays.equals((byte[]) one(connection, "SELECT statement_send(?)", read), sent), "written as binary");
        }
    }

    private static void testPlainColumns(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT speaker, day, published, ordinal, nested, confidence, verbatim FROM news.statement_details"
                + " WHERE act = ANY (?) AND day >= ? ORDER BY statement_id LIMIT 1")) {
            query.setArray(1, connection.createArrayOf("text", new String[] {"deny", "urge"}));
            query.setDate(2, Date.valueOf("2026-01-01"));
            try (ResultSet result = query.executeQuery()) {
                result.next();
                StringBuilder types = new StringBuilder();
                for (int column = 1; column <= 7; column++) {
                    types.append(result.getObject(column).getClass().getSimpleName()).append(' ');
                }
                equal(types.toString(), "String Date Timestamp Integer Boolean BigDecimal PgArray ",
                        "the columns of statement_details have plain types");
            }
        }
    }

    /** Executed six times, so that the driver has the server prepare it after the fifth. */
    private static void testPrepared(Connection connection) throws SQLException {
        long total = 0;
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT count(*) FROM news.statement_details WHERE act = ?")) {
            for (String act : new String[] {"deny", "urge", "warn", "admit", "praise", "reject"}) {
                query.setString(1, act);
                try (ResultSet result = query.executeQuery()) {
                    result.next();
                    total += result.getLong(1);
                }
            }
        }
        equal(total, one(connection, "SELECT count(*) FROM news.statement_details"
                + " WHERE act IN ('deny', 'urge', 'warn', 'admit', 'praise', 'reject')"),
                "a prepared statement with six values");
        equal(one(connection, "SELECT count(*) FROM pg_prepared_statements"
                + " WHERE statement LIKE 'SELECT count(*) FROM news.statement_details WHERE act = $1'"), 1L,
                "which the server has prepared");
    }

    private static void testCopy(Connection connection, String format) throws Exception {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run(connection, "TRUNCATE kept");
        long out = copy.copyOut("COPY (SELECT statement FROM news.statements) TO STDOUT (FORMAT " + format + ")", bytes);
        copy.copyIn("COPY kept FROM STDIN (FORMAT " + format + ")", new ByteArrayInputStream(bytes.toByteArray()));
        equal(one(connection, "SELECT count(*) FROM (SELECT s FROM kept INTERSECT ALL"
                + " SELECT statement FROM news.statements) same"), out, "COPY out and in, " + format);
    }

    /** Without autocommit and with a fetch size the driver fetches through a portal of the server. */
    private static void testCursor(Connection connection) throws SQLException {
        long seen = 0;
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement("SELECT content FROM news.statement_details")) {
            query.setFetchSize(200);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    seen++;
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        equal(seen, one(connection, "SELECT count(*) FROM news.statement_details"), "a cursor reaches every row");
    }

    /** DatabaseMetaData, which every JDBC browser of tables calls. */
    private static void testMetadata(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        Map<String, String> tables = new TreeMap<>();
        Map<String, String> columns = new TreeMap<>();
        try (ResultSet result = metadata.getTables(null, "news", "%", new String[] {"TABLE", "VIEW"})) {
            while (result.next()) {
                tables.put(result.getString("TABLE_NAME"), result.getString("TABLE_TYPE"));
                if (result.getString("TABLE_NAME").equals("statement_details")) {
                    ok(result.getString("REMARKS") != null, "a view says what it is");
                }
            }
        }
        equal(tables.get("documents") + " " + tables.get("statement_details"), "TABLE VIEW", "tables and views");
        try (ResultSet result = metadata.getColumns(null, "news", "statement_details", "%")) {
            while (result.next()) {
                columns.put(result.getString("COLUMN_NAME"), result.getString("TYPE_NAME"));
            }
        }
        equal(columns.get("statement_id") + " " + columns.get("day") + " " + columns.get("published") + " "
                + columns.get("speaker") + " " + columns.get("verbatim"), "int8 date timestamptz text _text",
                "columns and their types");
    }

    private static void isError(Connection connection, String sql, String sqlstate, String name) {
        try {
            run(connection, sql);
            ok(false, name);
        } catch (SQLException error) {
            equal(error.getSQLState(), sqlstate, name);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = connect()) {
            testText(connection);
            testBinary();
            testPlainColumns(connection);
            testPrepared(connection);
            testCopy(connection, "text");
            testCopy(connection, "binary");
            testCursor(connection);
            testMetadata(connection);
            isError(connection, "SELECT '{\"act\": \"shout\"}'::statement", "22P02", "a wrong act");
            isError(connection, "DELETE FROM news.statements", "42501", "a role that may only read");
        }
        System.out.println("1.." + count);
        System.exit(failures > 0 ? 1 : 0);
    }
}
