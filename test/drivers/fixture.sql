-- fixture.sql: what the driver tests find: the corpus "news", and a role that may read it; needs :documents and :password.
CREATE EXTENSION onrecord;
SELECT create_corpus('news');
SELECT ingest_directory('news', :'documents' || '/articles', '%.txt'),
       ingest_directory('news', :'documents' || '/chinese', '%.txt');
ANALYZE;
CREATE ROLE desk LOGIN PASSWORD :'password';
SELECT grant_corpus('news', 'desk', 'read');
