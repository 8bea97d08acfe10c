import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { TestApp } from './app.js';

/** The browser of the CHROMIUM variable, else Debian's. */
const EXECUTABLE = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

/** Widths that pages are looked at in, in pixels. */
export const DESKTOP = { width: 1280, height: 900 };
export const TELEPHONE = { width: 375, height: 740 };

/** A headless browser for the tests of a file. */
export class TestBrowser {
  private browser!: Browser;
  /** Windows of the test that runs. */
  private readonly windows: BrowserContext[] = [];
  private isTesting = false;
  /** What went wrong in the pages so far: errors of scripts, refused or failed loads. */
  readonly complaints: string[] = [];

  constructor(private readonly app: TestApp) {}

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

  /** Closes the windows of a test, which would go on with their work beside the next. */
  async end(): Promise<void> {
    this.isTesting = false;
    for (const context of this.windows.splice(0)) await context.close();
  }

  /**
   * A window of a browser without cookies.
   *
   * @param options size and language, e.g. `{ viewport: TELEPHONE, locale: 'en' }`
   */
  async window(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({
      baseURL: this.app.url,
      viewport: DESKTOP,
      locale: 'en',
      ...options,
    });
    if (this.isTesting) this.windows.push(context);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (line) => {
      // Chromium reports every answer from 400 on, which tests ask for.
      const isStatus = line.text().startsWith('Failed to load resource: the server responded');
      if (line.type() === 'error' && !isStatus) this.complaints.push(line.text());
    });
    return page;
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
