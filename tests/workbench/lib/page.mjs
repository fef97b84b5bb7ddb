// What a person does in the workbench, as functions of a page. Selectors were checked against VS Code 1.139.
import { setTimeout as sleep } from "node:timers/promises";

export const CHROMIUM_FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Repeats a gesture that the workbench may swallow (focus not there yet, a widget closed by a late event) until its effect shows. */
export async function until(page, gesture, locator, { tries = 6, wait = 2500 } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    await gesture();
    try {
      await locator.waitFor({ timeout: wait });
      return;
    } catch (error) {
      if (attempt >= tries) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Takes a step up to `tries` times, until it succeeds; the last failure is told. Steps are counted from 1. */
async function again(tries, step) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step(attempt);
    } catch (error) {
      if (attempt === tries) throw error;
    }
  }
}

/** Repeats a check until it gives something true; the last value or error tells what was wrong. */
export async function eventually(check, what, timeout = 15_000) {
  let last;
  for (const started = Date.now(); Date.now() - started < timeout; await sleep(60)) {
    try {
      last = await check();
      if (last) return last;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within ${timeout} ms; last: ${String(last).slice(0, 300)}`);
}

export class Workbench {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(Number(process.env.ZHIBI_TEST_TIMEOUT ?? 25_000));
    this.squiggles = page.locator(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info");
    this.problems = page.locator(".markers-panel-container .monaco-list-row");
    this.outline = page.locator(".outline-pane .monaco-list-row");
    this.hovers = page.locator(".monaco-hover:visible");
    this.menu = page.locator(".action-widget .monaco-list-row");
    this.input = page.locator(".quick-input-widget:visible input.input");
    this.picks = page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
    this.status = page.locator("#zhibi\\.zhibi\\.zhibi\\.status");
    this.breadcrumbs = page.locator(".breadcrumbs-control .monaco-breadcrumb-item");
    this.notifications = page.locator(".notification-toast:visible");
  }

  async goto(url) {
    const first = this.page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first();
    // A workspace of several folders sometimes comes up empty; a person would load the page again, and then wait longer.
    const patience = [10_000, 20_000, 40_000];
    for (const [attempt, timeout] of patience.entries()) {
      await this.page.goto(url);
      try {
        await first.waitFor({ timeout });
        return;
      } catch (error) {
        if (attempt === patience.length - 1) throw error;
      }
    }
  }

  /** Gives the window a size, and waits until the workbench fills it: sometimes it misses that its window has changed. */
  async resize(width, height) {
    const filled = () => this.page.locator(".monaco-workbench").first().evaluate((workbench) => workbench.clientWidth === innerWidth);
    await again(3, async (attempt) => {
      await this.page.setViewportSize({ width: width - (attempt - 1), height });
      await eventually(filled, "the workbench fills its window", 3000);
    });
  }

  /** The content of the page that an extension shows in the window; while it changes, the one before is there, too. */
  get webview() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** A row of the explorer by its exact name. */
  file(name) {
    return this.page.locator(".explorer-folders-view .monaco-list-row", { has: this.page.getByText(name, { exact: true }) }).first();
  }

  /** Chooses an entry of a file's menu in the explorer. */
  async chooseFor(name, title) {
    const menu = this.page.locator(".monaco-menu");
    const entry = menu.locator(".action-label", { hasText: title }).first();
    await until(this.page, () => this.file(name).click({ button: "right" }), entry);
    // An entry takes no click in the first tenth of a second, and says nothing then: the menu is still there.
    await again(4, async () => {
      await this.page.waitForTimeout(200);
      await entry.click();
      await menu.first().waitFor({ state: "detached", timeout: 2500 });
    });
  }

  /** Drags a file of the explorer to a piece of text, with Shift held down where the text is to take it. */
  async drag(name, text, { shift = false } = {}) {
    const [from, to] = [await this.file(name).boundingBox(), await this.find(text)];
    const { mouse, keyboard } = this.page;
    await mouse.move(from.x + 40, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 60, from.y + from.height / 2 + 4, { steps: 4 });
    // Held down before the row is grasped, it would choose several rows.
    if (shift) await keyboard.down("Shift");
    await mouse.move(to.x + 1, to.y + to.height / 2, { steps: 12 });
    await this.page.waitForTimeout(300);
    await mouse.up();
    if (shift) await keyboard.up("Shift");
  }

  /** Opens a file by a double click in the explorer. */
  async open(name) {
    await this.file(name).dblclick();
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-lines .view-line").first().waitFor();
  }

  /** Runs a command by its title in the palette. */
  async command(title) {
    // Enter before the row has the focus would run nothing, or another command.
    const wanted = this.page.locator(".quick-input-widget:visible .monaco-list-row.focused", { hasText: title }).first();
    await until(
      this.page,
      async () => {
        if (!(await this.input.count())) await this.page.keyboard.press("F1");
        await this.input.waitFor({ timeout: 5000 });
        await this.input.fill(`>${title}`);
      },
      wanted,
    );
    await this.page.keyboard.press("Enter");
  }

  /** Chooses an entry of the open quick pick by its text. */
  async pick(text) {
    await this.picks.first().waitFor();
    await this.input.fill(text);
    await this.page.locator(".quick-input-widget:visible .monaco-list-row.focused", { hasText: text }).waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Rectangle of a piece of text on the screen. */
  async find(text) {
    return await eventually(
      () =>
        this.page.evaluate((wanted) => {
          for (const line of document.querySelectorAll(".editor-instance .monaco-editor .view-line")) {
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            let all = "";
            const nodes = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              nodes.push([all.length, node]);
              all += node.data.replaceAll("\u00a0", " ");
            }
            const start = all.indexOf(wanted);
            if (start < 0) continue;
            const place = (offset, isEnd) => {
              const [from, node] = nodes.findLast(([begin]) => (isEnd ? begin < offset : begin <= offset));
              return [node, offset - from];
            };
            const range = document.createRange();
            range.setStart(...place(start, false));
            range.setEnd(...place(start + wanted.length, true));
            const { x, y, width, height } = range.getClientRects()[0];
            return { x, y, width, height };
          }
          return null;
        }, text),
      `“${text}” on the screen`,
    );
  }

  /** Clicks into a piece of text, until the cursor stands there, and moves the mouse out of the way. */
  async click(text) {
    await again(3, async () => {
      const { x, y, width, height } = await this.find(text);
      await this.page.mouse.click(x + width / 2, y + height / 2);
      await this.page.mouse.move(5, 795);
      await eventually(() => this.cursorIn(text), `the cursor in “${text}”`, 5000);
    });
  }

  /** A check: a cursor stands in this piece of text, or at its edge. */
  async cursorIn(text) {
    const { x, y, width, height } = await this.find(text);
    const cursors = await this.page
      .locator(".editor-instance .monaco-editor .cursors-layer .cursor")
      .evaluateAll((all) => all.map((cursor) => cursor.getBoundingClientRect()).map(({ x, y, height }) => ({ x, y: y + height / 2 })));
    return cursors.some((at) => at.x >= x - 2 && at.x <= x + width + 2 && at.y >= y && at.y <= y + height);
  }

  /** Rests the mouse on a piece of text until a hover with this content shows. */
  async hover(text, content) {
    const { x, y, width, height } = await this.find(text);
    const hover = this.hovers.filter({ hasText: content }).first();
    await until(
      this.page,
      async () => {
        await this.page.mouse.move(x + 3, y - 60);
        await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
      },
      hover,
    );
    return hover;
  }

  /** Chooses an entry of the quick-fix menu at a piece of text. `effect`: a locator, or a check, that says it was done. */
  async fix(text, title, effect) {
    const done = typeof effect === "function" ? effect : () => effect.first().isVisible();
    const bulb = this.page.locator('.monaco-editor .lightBulbWidget:visible, .monaco-editor [class*="codicon-gutter-lightbulb"]').first();
    const entry = this.menu.filter({ hasText: title }).first();
    const chosen = this.page.locator(".action-widget .monaco-list-row.focused", { hasText: title });
    // The workbench drops the chosen action where newer ones are asked for between the key and the deed (a late marker,
    // the focus that comes back): a person sees nothing happen and chooses again.
    for (let attempt = 1; ; attempt += 1) {
      // A click where the cursor is already asks for nothing, and the bulb may be gone with the last menu: a step does.
      const ask = async () => {
        await this.click(text);
        for (const key of ["ArrowLeft", "ArrowRight"]) await this.page.keyboard.press(key);
      };
      await until(this.page, ask, bulb, { wait: 5000 });
      await until(this.page, () => this.page.keyboard.press("Control+."), entry);
      for (let step = 0; step < 20 && !(await chosen.count()); step += 1) await this.page.keyboard.press("ArrowDown");
      await chosen.waitFor();
      await this.page.waitForTimeout(200);
      await this.page.keyboard.press("Enter");
      try {
        await eventually(done, `“${title}” at “${text}”`, 6000);
        return;
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  /** A check: this text is on the screen. */
  shows(text) {
    return async () => (await this.visibleText()).includes(text);
  }

  /** All lines of the editor that are on the screen. */
  async visibleText() {
    return await this.page.evaluate(() =>
      [...document.querySelectorAll(".editor-instance .monaco-editor .view-line")]
        .map((line) => [line.getBoundingClientRect().top, line.textContent.replaceAll("\u00a0", " ")])
        .sort((a, b) => a[0] - b[0])
        .map(([, text]) => text)
        .join("\n"),
    );
  }

  /** Saves; waits for what runs on saving. No other key may come in between: Escape would cancel it. */
  async save() {
    await this.page.locator(".tab.active.dirty").waitFor();
    const saved = this.page.locator(".tab.active:not(.dirty)");
    await again(3, async () => {
      await this.page.keyboard.press("Control+S");
      await saved.waitFor({ timeout: 8000 });
    });
  }

  /** Shows a side bar view by its command. */
  async view(command, locator) {
    await until(this.page, () => this.command(command), locator.first());
  }
}
