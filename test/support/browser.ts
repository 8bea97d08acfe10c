import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page, type ViewportSize } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { TestApp } from './app.js';

/** The browser of the CHROMIUM variable, else Debian's. */
const EXECUTABLE = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

/** Widths that pages are looked at in, in pixels. */
export const DESKTOP = { width: 1280, height: 900 };
export const TELEPHONE = { width: 375, height: 740 };

/** What tests ask of a window. */
interface WindowOptions {
  /** Default: a desk's. */
  readonly viewport?: ViewportSize;
  /** Default: English. */
  readonly locale?: string;
}

/** A headless browser for the tests of a file. */
export class TestBrowser {
  private browser!: Browser;
  /** Windows of the test that runs, by language. */
  private readonly windows: [locale: string, page: Page][] = [];
  /** Empty ones that earlier tests have left, by language. */
  private readonly spare = new Map<string, Page[]>();
  private isTesting = false;
  /** What went wrong in the pages so far: errors of scripts, refused or failed loads. */
  readonly complaints: string[] = [];

  constructor(readonly app: TestApp) {}

  async start(): Promise<void> {
    if (!EXECUTABLE) throw new Error('no Chromium: install it, or name it by CHROMIUM');
    const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
    this.browser = await chromium.launch({ executablePath: EXECUTABLE, args });
  }

  async stop(): Promise<void> {
    await this.browser?.close();
  }

  /** From now on windows belong to a test. */
  begin(): void {
    this.isTesting = true;
  }

  /** Takes the windows from a test, which would go on with their work beside the next. */
  async end(): Promise<void> {
    this.isTesting = false;
    for (const [locale, page] of this.windows.splice(0)) {
      if (await this.emptied(page)) this.spare.set(locale, [...this.sparesOf(locale), page]);
      else await page.context().close();
    }
  }

  /** A window of a browser without cookies. */
  async window({ viewport = DESKTOP, locale = 'en' }: WindowOptions = {}): Promise<Page> {
    const page = this.sparesOf(locale).pop() ?? (await this.open(locale));
    await page.setViewportSize(viewport);
    if (this.isTesting) this.windows.push([locale, page]);
    this.listenTo(page);
    return page;
  }

  private sparesOf(locale: string): Page[] {
    return this.spare.get(locale) ?? [];
  }

  private async open(locale: string): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.app.url,
      viewport: DESKTOP,
      locale,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    return context.newPage();
  }

  /**
   * Makes a window as good as new, which takes a third of a new one's time: its process and the
   * scripts that it has compiled stay, as long as it does not leave the application.
   *
   * @returns whether that can be done: it must have been nowhere else, with no other beside it
   */
  private async emptied(page: Page): Promise<boolean> {
    const context = page.context();
    if (context.pages().length > 1 || !page.url().startsWith(this.app.url)) return false;
    page.removeAllListeners();
    await page.unrouteAll();
    await page.goto('/healthz');
    await page.evaluate('localStorage.clear(); sessionStorage.clear()');
    await context.clearCookies();
    return true;
  }

  private listenTo(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (line) => {
      // Chromium reports every answer from 400 on, which tests ask for.
      const isStatus = line.text().startsWith('Failed to load resource: the server responded');
      if (line.type() === 'error' && !isStatus) this.complaints.push(line.text());
    });
  }
}

/**
 * A browser that shows the pages of the application; call it where `beforeAll` may be called. A test
 * in which it has something to complain of fails.
 */
export function testBrowser(app: TestApp): TestBrowser {
  const browser = new TestBrowser(app);
  beforeAll(() => browser.start());
  beforeEach(() => browser.begin());
  afterEach(async () => {
    await browser.end();
    const complaints = browser.complaints.splice(0);
    if (complaints.length > 0) throw new Error(`the browser complains: ${complaints.join('; ')}`);
  });
  afterAll(() => browser.stop());
  return browser;
}

/** Nothing of the page is beside the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(content).toBeLessThanOrEqual(screen);
}

/** Nothing has to be scrolled sideways to be seen, neither the page nor a box in it. */
export async function expectAllInSight(page: Page): Promise<void> {
  await expectNoOverflow(page);
  const boxes = await page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX))
    .filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => box.className + ': ' + box.scrollWidth + ' > ' + box.clientWidth)`);
  expect(boxes).toEqual([]);
}

/** Where pictures of pages are kept, to be looked at. */
const OUTPUT = join(import.meta.dirname, '../output');

/** Keeps a picture of the page as it is, by its width. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? DESKTOP;
  await page.screenshot({ path: join(OUTPUT, `${name}-${width}.png`) });
}
