import { expect, it } from 'vitest';
import { greyPng } from './pictures.js';
import type { caller, ServedProject } from './project.js';

/** Who calls a project that has followed the recipe. */
interface Callers {
  readonly call: ReturnType<typeof caller>;
  /** How `Authorization` begins, and what it says of two users. */
  readonly scheme: string;
  readonly alice: string;
  readonly bobby: string;
}

/**
 * Specifies what the recipe promises, of a running project that has followed it.
 *
 * @param who asked once the project runs
 */
export function specifyAnnouncements(project: ServedProject, who: () => Promise<Callers>): void {
  let category: number;

  it('has a foreign key, nested output, and writes that are the owner’s alone', async () => {
    const { call, alice, bobby } = await who();
    const news = await call('POST', '/announcementcategories/', alice, { name: '新闻' });
    expect(news.status).toBe(201);
    const body = { title: 'Open', text: 'We are open.', category: news.json.id };
    expect((await call('POST', '/announcements/', undefined, body)).status).toBe(401);
    const empty = await call('POST', '/announcements/', alice, {});
    expect([empty.status, Object.keys(empty.json)]).toEqual([400, ['title', 'text', 'category']]);
    const nowhere = await call('POST', '/announcements/', alice, { ...body, category: 99 });
    expect([nowhere.status, Object.keys(nowhere.json)]).toEqual([400, ['category']]);
    const made = await call('POST', '/announcements/', alice, body);
    expect([made.status, made.json]).toMatchObject([
      201,
      { title: 'Open', category: { id: news.json.id, name: '新闻' }, picture: null },
    ]);
    const path = `/announcements/${made.json.id}/`;
    expect((await call('PATCH', path, bobby, { title: 'Mine' })).status).toBe(403);
    expect((await call('DELETE', path, bobby)).status).toBe(403);
    expect((await call('PATCH', path, alice, { title: 'Ours' })).json.title).toBe('Ours');
    category = news.json.id;
  });

  it('takes pictures, told by their content, serves them, and lets them go with their row', async () => {
    const { call, alice } = await who();
    const refused = await upload(new Blob(['<svg>'], { type: 'image/png' }));
    expect([refused.status, Object.keys(refused.json)]).toEqual([400, ['picture']]);
    const made = await upload(new Blob([new Uint8Array(await greyPng(8, 8))]));
    expect(made.status).toBe(201);
    const url: string = made.json.picture;
    expect(url).toMatch(/\/media\/announcements\/\d{4}\/\d{2}\/[\w-]+\.\w+$/);
    const served = await fetch(project.url + new URL(url).pathname);
    expect([served.status, served.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^image\//),
    ]);
    await served.arrayBuffer();
    await call('DELETE', `/announcements/${made.json.id}/`, alice);
    expect((await fetch(project.url + new URL(url).pathname)).status).toBe(404);
  });

  it('filters, searches, sorts and pages', async () => {
    const { call, alice } = await who();
    const other = await call('POST', '/announcementcategories/', alice, { name: 'Sales' });
    const body = { title: 'Sale', text: 'Half the price.', category: other.json.id };
    expect((await call('POST', '/announcements/', alice, body)).status).toBe(201);
    const titles = async (query: string) => {
      const { json } = await call('GET', `/announcements/?${query}`);
      return json.results.map(({ title }: { title: string }) => title);
    };
    expect(await titles('')).toEqual(['Sale', 'Ours']);
    expect(await titles('ordering=add_time')).toEqual(['Ours', 'Sale']);
    expect(await titles(`category=${category}`)).toEqual(['Ours']);
    expect(await titles('search=HALF')).toEqual(['Sale']);
    expect((await call('GET', '/announcements/?category=99')).status).toBe(400);
    expect((await call('GET', '/announcements/?page=2')).status).toBe(404);
  });

  it('keeps answers, and serves none again after a write', async () => {
    const { call, alice } = await who();
    const first = await call('GET', '/announcements/');
    const tag = first.headers.get('etag')!;
    const conditional = () =>
      fetch(`${project.url}/announcements/`, { headers: { 'If-None-Match': tag } });
    expect((await conditional()).status).toBe(304);
    const body = { title: 'New', text: 'x', category };
    expect((await call('POST', '/announcements/', alice, body)).status).toBe(201);
    const after = await conditional();
    expect([after.status, ((await after.json()) as { count: number }).count]).toEqual([
      200,
      first.json.count + 1,
    ]);
  });

  it('describes itself to OPTIONS, in the API docs and to browsers', async () => {
    const { call, alice } = await who();
    const options = await call('OPTIONS', '/announcements/', alice);
    expect(options.json.actions.POST).toMatchObject({
      title: { type: 'string', max_length: 80 },
      picture: { type: 'image upload', required: false },
    });
    const { json: document } = await call('GET', '/docs/openapi.json');
    const { post, get } = document.paths['/announcements/'];
    expect(post.tags).toEqual(['Announcements']);
    expect(post.requestBody.content).toHaveProperty(['multipart/form-data']);
    expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['category', 'search', 'ordering', 'page']),
    );
    expect((await fetch(`${project.url}/docs/`)).status).toBe(200);
    const html = await page('/announcements/');
    for (const part of [
      'name="picture"',
      '<option value="1"',
      'id="filters"',
      'ordering=add_time',
    ]) {
      expect(html).toContain(part);
    }
    expect(html.match(/<select [^>]*name="category"/g)).toHaveLength(2);
  });

  it('refuses whoever asks too often', async () => {
    const { call } = await who();
    const asked = Array.from({ length: 40 }, () => fetch(`${project.url}/announcements/?page=9`));
    const refused = (await Promise.all(asked)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(9);
    expect(refused[0]!.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await call('GET', '/announcementcategories/')).status).toBe(200);
  });

  async function upload(file: Blob) {
    const { scheme, alice } = await who();
    const form = new FormData();
    for (const [name, text] of Object.entries({ title: 'Picture', text: 'x' }))
      form.set(name, text);
    form.set('category', String(category));
    form.set('picture', file, 'picture.png');
    const response = await fetch(`${project.url}/announcements/`, {
      method: 'POST',
      headers: { Authorization: `${scheme} ${alice}` },
      body: form,
    });
    const json: any = await response.json();
    return { status: response.status, json };
  }

  async function page(path: string): Promise<string> {
    const { scheme, alice } = await who();
    const headers = { Accept: 'text/html', Authorization: `${scheme} ${alice}` };
    const response = await fetch(project.url + path, { headers });
    return response.text();
  }
}
