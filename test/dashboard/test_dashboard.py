"""Looks at the dashboard in a headless Chromium: its panels show what SQL says, whatever the filters. Prints TAP.

test_dashboard.py URL SCREENSHOTS CHROMIUM CHROMEDRIVER; the database is that of the PG* variables, the corpus "demo".
"""
import pathlib
import sys

import psycopg

from browser import Dashboard
from tap import done, is_equal, ok

MODE_COLOURS = {"direct": "#08519C", "mixed": "#6BAED6", "indirect": "#C6CBD3"}
GROUPS = {
    "States": ("state", "believe", "intend"), "Asks": ("ask",), "Concedes": ("admit", "apologize", "empathize"),
    "Supports, pledges": ("praise", "defend", "pledge"), "Urges, demands": ("urge", "demand"),
    "Denies, rejects": ("deny", "reject", "decline_comment"),
    "Accuses, opposes": ("accuse", "criticize", "oppose", "protest"), "Warns, threatens": ("warn", "threaten"),
}


class Corpus:
    """What SQL says. A filter is a condition on statement_details with its parameters."""

    def __init__(self, connection):
        self.connection = connection
        connection.execute("SET search_path = demo, public")
        connection.execute("SET timezone = 'UTC'")

    def rows(self, sql, *parameters):
        return self.connection.execute(sql, parameters).fetchall()

    def of(self, sql, where="true", parameters=()):
        return self.rows(sql.replace("CHOSEN", f"(SELECT * FROM statement_details WHERE {where}) chosen"), *parameters)

    def totals(self, *filter):
        statements, speakers, documents, outlets, verbatim = self.of(
            "SELECT count(*), count(DISTINCT speaker), count(DISTINCT document_id), count(DISTINCT outlet),"
            " count(*) FILTER (WHERE mode IN ('direct', 'mixed')) FROM CHOSEN", *filter)[0]
        return {"statements": f"{statements:,}", "speakers": f"{speakers:,}", "documents": f"{documents:,}",
                "outlets": f"{outlets:,}",
                "with verbatim words": f"{100 * verbatim / statements:.0f} %" if statements else "–"}

    def speakers(self, *filter):
        return "; ".join(f"{speaker}: {count}" for speaker, count in self.of(
            "SELECT speaker, count(*) FROM CHOSEN WHERE speaker_kind <> 'unnamed'"
            " GROUP BY speaker ORDER BY 2 DESC, 1 LIMIT 10", *filter))

    def pairs(self, *filter):
        return "; ".join(f"{speaker} → {target}: {count}" for speaker, target, count in self.of(
            "SELECT speaker, target, count(*) FROM CHOSEN WHERE speaker IS NOT NULL AND target IS NOT NULL"
            " GROUP BY 1, 2 ORDER BY 3 DESC, max(day) DESC, 1, 2 LIMIT 10", *filter))

    def outlets(self, *filter):
        return {outlet: count for outlet, count in self.of(
            "SELECT outlet, count(*) FROM CHOSEN WHERE outlet IS NOT NULL GROUP BY 1"
            " ORDER BY count(DISTINCT document_id) DESC, 2 DESC, 1 LIMIT 12", *filter)}

    def groups(self, *filter):
        """Dated statements by group of acts."""
        counts = dict(self.of("SELECT act, count(*) FROM CHOSEN WHERE published IS NOT NULL GROUP BY 1", *filter))
        sums = {group: sum(counts.get(act, 0) for act in acts) for group, acts in GROUPS.items()}
        return {group: count for group, count in sums.items() if count > 0}

    def latest(self, *filter):
        return self.of("SELECT statement_id, verbatim FROM CHOSEN"
                       " ORDER BY published DESC NULLS LAST, document_id, ordinal LIMIT 50", *filter)

    def exchanges(self, kind, where="true", parameters=()):
        """The questions or accusations of the first 60 exchanges, each with its number of answers."""
        rows = self.of(
            "SELECT question_id FROM answers WHERE kind = %s AND"
            " (question_id IN (SELECT statement_id FROM CHOSEN) OR answer_id IN (SELECT statement_id FROM CHOSEN))"
            " ORDER BY day DESC, document_id, question_id, answer_id LIMIT 60", where, (kind, *parameters, *parameters))
        counts = {}
        for (question,) in rows:
            counts[question] = counts.get(question, 0) + 1
        return [list(pair) for pair in counts.items()]

    def runs(self, *filter):
        return [list(row) for row in self.of(
            "SELECT outcome, (stored + revised)::text, failed::text, coalesce(n, 0)::text FROM runs LEFT JOIN"
            " (SELECT run_id, count(*) AS n FROM CHOSEN JOIN documents USING (document_id) GROUP BY run_id) c"
            " USING (run_id) ORDER BY run_id DESC", *filter)]


def parse(chart_text):
    """The numbers of a chart by their labels."""
    return {label: int(count) for label, _, count in (part.rpartition(": ") for part in chart_text.split("; ")) if label}


class Test:
    def __init__(self, dashboard, corpus, screenshots):
        self.dashboard = dashboard
        self.corpus = corpus
        self.screenshots = screenshots

    def shows(self, look, wanted, name):
        is_equal(self.dashboard.eventually(look, wanted), wanted, name)

    def clear(self):
        """Takes all filters off. The lists of choices are made anew, before the totals are."""
        self.dashboard.press("#reset")
        self.shows(lambda: self.dashboard.figures(".totals"), self.corpus.totals(), "cleared, everything is back")

    def exchanges_shown(self, container):
        return self.dashboard.script(
            "return [...document.querySelectorAll(arguments[0] + ' [data-question]')]"
            ".map(e => [Number(e.dataset.question), e.querySelectorAll('.second').length])", container)

    def runs_shown(self):
        return [[row[2], row[3], row[4], row[6].replace(",", "")] for row in self.dashboard.cells("runs_table")]

    def all_panels(self, name, *filter):
        """Every panel shows what SQL says under a filter."""
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.tab("Overview")
        self.shows(lambda: dashboard.figures(".totals"), corpus.totals(*filter), f"{name}: totals")
        self.shows(lambda: dashboard.chart("speakers_chart"), corpus.speakers(*filter)
                   or "No statement passes these filters.", f"{name}: who is speaking most")
        self.shows(lambda: dashboard.chart("pairs_chart"), corpus.pairs(*filter)
                   or "No statement that passes these filters is aimed at somebody.", f"{name}: who about whom")
        self.shows(lambda: parse(dashboard.chart("acts_chart")), corpus.groups(*filter), f"{name}: acts over time")
        latest = corpus.latest(*filter)
        self.shows(lambda: dashboard.statements("#latest"), [row[0] for row in latest], f"{name}: latest statements")
        self.shows(lambda: dashboard.marks("#latest"), [row[1] for row in latest], f"{name}: their verbatim parts")
        dashboard.tab("Exchanges")
        for panel, kind in (("#replies", "reply"), ("#answers", "answer")):
            self.shows(lambda: self.exchanges_shown(panel), corpus.exchanges(kind, *filter), f"{name}: {kind}s")
        dashboard.tab("Ingest")
        self.shows(lambda: parse(dashboard.chart("outlets_chart")), corpus.outlets(*filter), f"{name}: outlets")
        self.shows(self.runs_shown, corpus.runs(*filter), f"{name}: runs")
        dashboard.tab("Overview")

    def drawn_to_scale(self):
        """The areas of the bars are as the numbers."""
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.settle()
        by_mode = dict(corpus.rows(
            "SELECT mode, count(*) FROM statement_details JOIN (SELECT speaker FROM statement_details"
            " WHERE speaker_kind <> 'unnamed' GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT 10) top"
            " USING (speaker) GROUP BY mode"))
        shares = dashboard.colour_shares("speakers_chart", list(MODE_COLOURS.values()))
        wanted = [by_mode.get(mode, 0) / sum(by_mode.values()) for mode in MODE_COLOURS]
        ok(max(abs(a - b) for a, b in zip(shares, wanted)) < 0.03, "the bars of speakers are drawn to scale")

    def layout(self, width, height):
        """Every tab fits the screen and has something in every panel; pictures of them are kept."""
        dashboard = self.dashboard
        dashboard.resize(width, height)
        for tab in "Overview", "Search", "Exchanges", "Ingest":
            dashboard.tab(tab)
            # A drawing follows the size of its panel after a moment.
            fits = lambda: dashboard.script(
                "return [...document.querySelectorAll('.tab-pane.active .chart')].every(c => {"
                "const i = c.querySelector('img'); return !i || Math.abs(i.clientHeight - c.clientHeight) < 2})")
            dashboard.eventually(lambda: dashboard.settled() and fits(), True)
            is_equal(dashboard.eventually(dashboard.overflow, {"empty": [], "wide": False, "high": False}),
                     {"empty": [], "wide": False, "high": False}, f"{tab} fits {width}x{height}, no panel is empty")
            dashboard.screenshot(self.screenshots / f"{tab.lower()}-{width}x{height}.png")
        dashboard.tab("Overview")

    def filters(self):
        dashboard, corpus = self.dashboard, self.corpus
        speaker = corpus.rows("SELECT speaker FROM statement_details WHERE target IS NOT NULL AND speaker_kind = 'person'"
                              " AND language = 'en' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
        ok(dashboard.choose("speakers", speaker), "a speaker can be found by typing")
        self.all_panels("by speaker", "speaker = %s", [speaker])
        self.clear()

        ok(dashboard.choose("acts", "accuse"), "an act can be chosen")
        self.all_panels("by act", "act = 'accuse'")
        self.clear()
        ok(dashboard.choose("outlets", "Eastern Ledger"), "an outlet can be chosen")
        self.all_panels("by outlet", "outlet = 'Eastern Ledger'")
        self.clear()
        dashboard.set_date("since", "2026-03-01")
        dashboard.set_date("until", "2026-03-31")
        self.all_panels("by dates", "day BETWEEN '2026-03-01' AND '2026-03-31'")
        dashboard.settle()
        dashboard.screenshot(self.screenshots / "march.png")
        self.clear()

    def search(self):
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.tab("Search")
        dashboard.type("words", "port OR navy")
        found = corpus.rows("SELECT statement_id, snippet FROM search_statements('demo', 'port OR navy', \"limit\" => 50)")
        ok(len(found) > 5, "there is something to find")
        self.shows(lambda: dashboard.statements("#found"), [row[0] for row in found], "what a search finds, the best first")
        self.shows(lambda: dashboard.script(
            "return [...document.querySelectorAll('#found .statement p')].map(e => e.innerHTML.replace(/&lt;/g, '<')"
            ".replace(/&gt;/g, '>').replace(/&amp;/g, '&'))"), [row[1] for row in found], "with the words marked")
        for order, key in (("right", "sort_right"), ("left", "sort_left")):
            dashboard.press(f"#context_order input[value={order}]")
            keywords = [row[0] for row in corpus.rows(
                "SELECT concat(before, '|', keyword, '|', after) FROM concordance('demo', 'port OR navy', 60, 1000)"
                f" ORDER BY {key}, statement_id, begins LIMIT 200")]
            self.shows(lambda: ["|".join(cells) for cells in dashboard.script(
                "return [...document.querySelectorAll('.context tr')].map(r => [...r.cells].map(c => c.textContent))")],
                keywords, f"the words in context, sorted by the {order}")
        dashboard.settle()
        dashboard.screenshot(self.screenshots / "search-words.png")
        self.all_panels("by words", "statement_id IN (SELECT statement_id FROM statements"
                        " WHERE statement @@ websearch_to_tsquery('onrecord', 'port OR navy'))")
        for words in ('zzzyx', '"', "'; DROP TABLE x; --", "<script>"):
            dashboard.type("words", words)
            self.shows(lambda: dashboard.figures(".totals").get("statements"), "0", f"nothing is found for {words}")
        dashboard.tab("Search")
        self.shows(lambda: dashboard.texts("#found .nothing"), ["No statement passes these filters."], "and it says so")
        self.clear()
        name = corpus.rows("SELECT target FROM who_about_whom WHERE target ~ '^[[:upper:]]' GROUP BY 1"
                           " ORDER BY sum(statements) DESC, 1 LIMIT 1")[0][0]
        self.shows(lambda: (dashboard.texts(".try button") or [""])[0], name, "names to try are offered")
        dashboard.press(".try button")
        self.shows(lambda: dashboard.figures(".totals"), corpus.totals(
            "statement_id IN (SELECT statement_id FROM search_statements('demo', %s, \"limit\" => 10000))",
            [f'"{name}"']), "and found")
        self.clear()

    def bars(self):
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.tab("Overview")
        self.shows(lambda: dashboard.chart("speakers_chart"), corpus.speakers(), "all speakers again")
        speaker = corpus.speakers().split("; ")[2].rpartition(": ")[0]
        dashboard.click_bar("speakers_chart", 2, 10)
        self.shows(lambda: dashboard.figures(".totals"), corpus.totals("speaker = %s", [speaker]),
                   "a click on a bar filters by its speaker")
        self.clear()

    def health(self):
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.tab("Ingest")
        self.shows(lambda: [row[1:] for row in dashboard.cells("failures_table")],
                   [["https://norpress.example/annual-report.pdf", 'media type "application/pdf" cannot be read', "0A000",
                     "1"]], "what could not be read, and why")
        waiting, = corpus.rows("SELECT count(*)::text FROM inbox WHERE sqlstate IS NULL")[0]
        self.shows(lambda: [dashboard.figures("#health").get(name) for name in ("waiting", "could not be read")],
                   [waiting, "1"], "what waits and what failed")

    def harmless(self):
        """Text of a document is never taken for HTML; the role that the dashboard uses may only read."""
        dashboard, corpus = self.dashboard, self.corpus
        dashboard.tab("Search")
        dashboard.type("words", "frogs")
        self.shows(lambda: len(dashboard.statements("#found")), 1, "the report of the frogs is found")
        is_equal(dashboard.script("return document.querySelectorAll('#found img, #found script').length"), 0,
                 "and its tags are text")
        self.clear()
        is_equal(corpus.rows("SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name <> 'test'"
                             " AND backend_type = 'client backend'"), [("dashboard",)], "the dashboard's role")
        is_equal(corpus.rows("SELECT count(*) FROM pg_class WHERE relnamespace = 'demo'::regnamespace AND relkind IN ('r', 'v')"
                             " AND has_table_privilege('dashboard', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"), [(0,)],
                 "may write nothing")

    def run(self):
        self.dashboard.resize(1366, 768)
        self.dashboard.open()
        self.all_panels("unfiltered")
        self.drawn_to_scale()
        self.layout(1366, 768)
        self.layout(1440, 900)
        self.filters()
        self.search()
        self.bars()
        self.health()
        self.harmless()
        is_equal(self.dashboard.complaints(), [], "the browser has no complaints")


def main(url, screenshots, chromium, chromedriver):
    dashboard = Dashboard(url, chromium, chromedriver)
    try:
        with psycopg.connect(autocommit=True, application_name="test") as connection:
            Test(dashboard, Corpus(connection), pathlib.Path(screenshots)).run()
    finally:
        dashboard.close()
    return done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
