import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../src/docs/docs.js';
import { APIView, CharField, IsAuthenticated, type RestRequest } from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { testSettings } from '../../support/settings.js';

class WishInput {
  @CharField({ maxLength: 5 }) title!: string;
}

@APIView({
  path: 'wishes',
  description: 'What readers wish for',
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated],
  inputs: { post: WishInput },
})
class WishView {
  get(request: RestRequest): object {
    return { reader: request.user?.id };
  }

  post(request: RestRequest): Promise<WishInput> {
    return request.validated(WishInput);
  }
}

@APIView({
  path: 'wishes/:title/copies',
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated],
})
class CopiesView {
  get({ params }: RestRequest): object {
    return { title: params.title };
  }
}

describe('a plain view', () => {
  const app = libraryApp(testSettings(), [WishView, CopiesView]);
  const headers = as('alice');
  const send = (method: string, body?: unknown) =>
    app.request(method, '/wishes/', { headers, body });

  it('serves its verbs behind its policies', async () => {
    expect((await send('GET')).json).toEqual({ reader: 1 });
    expect((await app.get('/wishes/')).status).toBe(401);
    const wish = await send('POST', { title: 'x' });
    expect([wish.status, wish.json]).toEqual([200, { title: 'x' }]);
  });

  it('answers errors as everything does', async () => {
    const wrong = await send('POST', { title: 'too long' });
    expect([wrong.status, wrong.json]).toEqual([
      400,
      { title: ['请确保这个字段不能超过 5 个字符。'] },
    ]);
    const other = await send('DELETE');
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
  });

  it('describes itself', async () => {
    const { json } = await send('OPTIONS');
    expect(json).toMatchObject({ name: 'Wish', description: 'What readers wish for' });
    expect(json.actions.POST.title).toMatchObject({ type: 'string', max_length: 5 });
    const { paths } = describeApi(app.nest);
    expect(Object.keys(paths['/wishes/']!)).toEqual(['get', 'post']);
    expect(paths['/wishes/']!.post).toHaveProperty('requestBody');
    expect(paths['/wishes/{title}/copies/']!.get!.parameters).toMatchObject([
      { name: 'title', in: 'path', required: true },
      { $ref: '#/components/parameters/AcceptLanguage' },
    ]);
  });
});
