-- The report in an HTML page, apart from what is around it.
\pset format unaligned
\pset tuples_only on
SELECT html_to_text($html$<!DOCTYPE html>
<html><head><title>Ferry to sail again | The Varrel Courier</title><style>p { color: red }</style></head>
<body class="has-sidebar">
<header><a href="/">The Varrel Courier</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sea">Sea</a></li></ul></nav></header>
<div class="cookie-notice"><p>We use cookies, which you may like, or not, as everybody does, so please say that you agree.</p></div>
<article>
<h1>Ferry to sail again</h1>
<p class="byline">By Ilka Torvane</p>
<p>The harbour board of Port&nbsp;Varrel said on <b>Mon</b>day that the   new ferry
would sail, &ldquo;whatever the weather&rdquo;, before the end of the month.</p>
<script>var p = "<p>not this</p>"; if (1 < 2) { document.write(p); }</script>
<p><a href="/more">Read more: the long strike of the ferrymen, day by day</a></p>
<p>&quot;We have two crews,&quot; she said.<br>&quot;That is enough.&quot;</p>
<figure><img src="x.jpg"><figcaption>The quay on Sunday. Photo: Lantern Wire</figcaption></figure>
<p>The mayor, Oskar Lind, declined to comment, as did his deputy, his driver and, after a while, his dog.
<p>Unclosed, the last paragraph goes on, and says that fares stay as they are until the spring.
<div class="related-stories"><h3>Related</h3><p>Seven things that you did not know about ropes, knots, and sails, explained by a sailor.</p></div>
</article>
<aside><p>Weather: rain, more rain, and then, towards the evening, a little less rain than before.</p></aside>
<footer><p>Copyright, imprint, privacy, contact, and all the other words that nobody reads.</p></footer>
</body></html>$html$);

-- What the head says.
SELECT title, outlet, published, url FROM read_html($html$<html><head>
<title>Tide tables</title><meta property="og:title" content="Tide tables are late"><meta property="og:site_name" content="Sond Gazette">
<meta property="article:published_time" content="2025-03-04T10:20:00+02:00"><link rel="canonical" href="https://gazette.example/tides">
<meta property="article:published_time" content="2001-01-01"></head><body><p>x</p></body></html>$html$::bytea);
SELECT published FROM read_html('<p>On <time datetime="2025-05-06">Tuesday</time> it rained.</p>');

-- Without a report there is still what the page says.
SELECT html_to_text('just words');
SELECT html_to_text('<ul><li>one<li>two</ul>');
SELECT html_to_text('<pre>first line
second line</pre>');
SELECT html_to_text('') = '', html_to_text('<p></p>') = '', html_to_text(NULL) IS NULL, read_html(NULL) IS NULL;

-- Other encodings: stated by the caller, by the page, by a byte order mark, by nobody.
SELECT document FROM read_html('<p>caf\351'::bytea, 'ISO-8859-1');
SELECT document FROM read_html('<meta charset="windows-1251"><p>\315\345\362'::bytea);
SELECT document FROM read_html(convert_to('<p>外交部', 'UTF8'), 'utf-8');
SELECT document FROM read_html(convert_to('<meta charset="gb2312"><p>外交部', 'GB18030'));
SELECT document FROM read_html('\xefbbbf3c703ec3a9'::bytea);
SELECT document FROM read_html('<p>caf\351'::bytea);
SELECT document FROM read_html('<p>x', 'klingon');

-- Hostile pages: bounded time, a text or a clear error.
SELECT length(html_to_text(repeat('<b>', 400) || 'deep'));
SELECT html_to_text(repeat('<div>', 100000));
SELECT html_to_text('<a ' || (SELECT string_agg('a' || i, ' ') FROM generate_series(1, 100000) i) || '>x');
SELECT length(html_to_text('<p>' || repeat('</i>', 1000000) || 'x'));
SELECT html_to_text(repeat('<!--', 500000));
SELECT length(html_to_text(repeat('&amp;', 500000)));
SELECT length(html_to_text('<p>' || repeat('&#x1F600;&bogus;&#0;&#xFFFFFFFF;', 10000)));
SELECT length(html_to_text('<' || repeat('x', 1000000)));
SELECT document FROM read_html('<p>a\000b</p><p>c'::bytea);
SELECT length(document) > 0 FROM read_html('<p>x' || decode(repeat('fffe00d8', 1000), 'hex'));
