"""A headless Chromium that looks at the dashboard. Everything is waited for by what it shows, never by time alone."""
import time

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 60  # seconds; a loaded machine draws slowly


class Dashboard:
    def __init__(self, url, chromium, chromedriver):
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars"):
            options.add_argument(f"--{argument}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(chromedriver), options=options)
        self.driver.set_script_timeout(PATIENCE)
        self.url = url

    def open(self):
        self.driver.get(self.url)

    def close(self):
        self.driver.quit()

    def resize(self, width, height):
        """Makes the page itself, without the window's frame, as large."""
        self.driver.set_window_size(width, height)
        frame = self.driver.execute_script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self.driver.set_window_size(width + frame[0], height + frame[1])

    def script(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def eventually(self, look, wanted):
        """What look() gives once it is what is wanted, or in the end what it gives then."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                seen = look()
            except (JavascriptException, StaleElementReferenceException):
                seen = None
            if seen == wanted or time.monotonic() > deadline:
                return seen
            time.sleep(0.1)

    def settled(self):
        """Whether nothing is being computed, drawn or faded."""
        return self.script(
            "return document.readyState === 'complete' && !document.querySelector('.shiny-busy, .recalculating')"
            " && document.querySelectorAll('.totals [data-figure]').length > 0 && document.getAnimations().length === 0")

    def settle(self):
        return self.eventually(self.settled, True)

    def tab(self, name):
        self.driver.find_element(By.LINK_TEXT, name).click()

    def figures(self, container):
        return self.script(
            "return Object.fromEntries([...document.querySelectorAll(arguments[0] + ' [data-figure]')]"
            ".map(e => [e.dataset.figure, e.querySelector('b').textContent]))", container)

    def chart(self, name):
        """What a chart says in words, or the line that stands in its place."""
        return self.script(
            "const e = document.getElementById(arguments[0]), i = e.querySelector('img');"
            "return i ? i.alt : e.textContent.trim()", name)

    def colour_shares(self, name, colours):
        """How much of what a chart has in these colours is of each."""
        counts = self.driver.execute_async_script("""
            const [name, colours, done] = arguments;
            const image = new Image();
            image.onload = () => {
                const canvas = document.createElement('canvas');
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
                const keys = colours.map(c => (0xff000000 | parseInt(c.slice(5, 7) + c.slice(3, 5) + c.slice(1, 3), 16)) >>> 0);
                done(keys.map(key => pixels.reduce((sum, pixel) => sum + (pixel === key), 0)));
            };
            image.src = document.querySelector('#' + name + ' img').src;""", name, colours)
        return [count / max(sum(counts), 1) for count in counts]

    def statements(self, container):
        return self.script("return [...document.querySelectorAll(arguments[0] + ' [data-statement]')]"
                           ".map(e => Number(e.dataset.statement))", container)

    def marks(self, container):
        return self.script("return [...document.querySelectorAll(arguments[0] + ' [data-statement]')]"
                           ".map(e => [...e.querySelectorAll('mark')].map(m => m.textContent))", container)

    def texts(self, selector):
        return self.script("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)

    def cells(self, table):
        return self.script("return [...document.querySelectorAll('#' + arguments[0] + ' tbody tr')]"
                           ".map(r => [...r.cells].map(c => c.textContent))", table)

    def type(self, name, text):
        field = self.driver.find_element(By.ID, name)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE, text)

    def choose(self, name, text):
        """Types into a list of choices and takes what it offers first."""
        field = self.driver.find_element(By.CSS_SELECTOR, f"#{name} + .selectize-control input")
        field.click()
        field.send_keys(text)
        offered = self.eventually(lambda: text in (self.texts(f"#{name} + .selectize-control .option.active") or [""])[0], True)
        field.send_keys(Keys.ENTER, Keys.ESCAPE)
        return offered

    def set_date(self, name, day):
        """As the browser's calendar does it; what keys a date field takes depends on the language."""
        self.script("const e = document.getElementById(arguments[0]); e.value = arguments[1];"
                    "e.dispatchEvent(new Event('change'))", name, day)

    def press(self, selector):
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def click_bar(self, chart, place, of):
        """Clicks the bar at a place from the top, near its left end."""
        image = self.driver.find_element(By.CSS_SELECTOR, f"#{chart} img")
        box = image.size
        # The bars share the height above the axis, which takes about 50 pixels.
        y = (box["height"] - 50) * (place + 0.5) / of - box["height"] / 2
        ActionChains(self.driver).move_to_element_with_offset(image, 0, int(y)).click().perform()

    def overflow(self):
        """Panels that have nothing in them, and whether the page is wider or higher than the window."""
        return self.script("""
            const empty = [...document.querySelectorAll('.tab-pane.active .panel')].filter(panel =>
                ![...panel.querySelectorAll('img, li, tr')].some(e => e.getBoundingClientRect().height > 5));
            const page = document.documentElement;
            return {empty: empty.map(e => e.querySelector('h2').textContent),
                    wide: page.scrollWidth > innerWidth, high: page.scrollHeight > innerHeight}""")

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def screenshot(self, path):
        self.driver.save_screenshot(str(path))
