import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../src/docs/docs.js';
import {
  Action,
  CharField,
  IntegerField,
  IsAuthenticated,
  Response,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

class LoanInput {
  @CharField({ maxLength: 20, example: 'alice' }) reader!: string;
  @IntegerField({ minValue: 1, default: 14 }) days!: number;
}

class CoverQuery {
  @IntegerField({ maxValue: 100, helpText: 'Width in pixels' }) width!: number;
  @CharField({ required: false }) label!: string;
}

@ViewSet({
  path: 'loans',
  description: 'Books that are out',
  authentication: { default: [], extend: [NameAuthentication] },
  permissions: { default: [], extend: [IsAuthenticated] },
})
class LoanViewSet {
  @Action({
    method: 'POST',
    summary: 'Lend a book',
    input: LoanInput,
    status: 202,
    answer: {
      description: 'The book is on its way.',
      schema: { type: 'object', properties: { reader: { type: 'string' } } },
      example: { reader: 'alice' },
    },
    errors: { 400: { description: 'No such reader.', example: { reader: ['谁？'] } } },
  })
  async lend(request: RestRequest): Promise<LoanInput> {
    return request.validated(LoanInput);
  }

  @Action({
    path: 'cover/:isbn',
    summary: 'A cover',
    query: CoverQuery,
    params: { isbn: { type: 'string', pattern: '^978' } },
    answer: {
      description: 'The picture.',
      contentType: 'image/gif',
      schema: { type: 'string', format: 'binary' },
    },
  })
  async cover(request: RestRequest): Promise<Response> {
    const { width } = await request.validatedQuery(CoverQuery);
    const headers = { 'Content-Type': 'image/gif', 'X-Width': String(width) };
    return new Response(Buffer.from('GIF89a'), undefined, headers);
  }

  @Action({
    method: 'PUT',
    path: ':pk/extension',
    summary: 'Keep it longer',
    answer: ShelfSerializer,
  })
  extend(request: RestRequest): object {
    return { reader: request.user?.id };
  }
}

describe('actions beyond the usual six', () => {
  const app = libraryApp(testSettings(), [LoanViewSet]);

  it('answer with the status they declare', async () => {
    const answer = await app.request('POST', '/loans/', { body: { reader: 'bob' } });
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({ reader: 'bob', days: 14 });
  });

  it('refuse a body that their DTO refuses', async () => {
    const answer = await app.request('POST', '/loans/', { body: { days: 0 } });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      reader: ['该字段是必填项。'],
      days: ['请确保该值大于或者等于 1。'],
    });
  });

  it('read the query string by a DTO', async () => {
    const right = await app.get('/loans/cover/9780/?width=30');
    expect(right.headers.get('x-width')).toBe('30');
    const wrong = await app.get('/loans/cover/9780/');
    expect(wrong.status).toBe(400);
    expect(wrong.json).toEqual({ width: ['该字段是必填项。'] });
  });

  it('may answer with bytes of any type', async () => {
    const answer = await app.get('/loans/cover/9780/?width=30');
    expect(answer.text).toBe('GIF89a');
    expect(answer.headers.get('content-type')).toBe('image/gif');
  });

  it('may have an authentication of their own', async () => {
    expect((await app.request('PUT', '/loans/1/extension/')).status).toBe(401);
    const signedIn = await app.request('PUT', '/loans/1/extension/', { headers: as('alice') });
    expect(signedIn.json).toEqual({ reader: 1 });
    const elsewhere = { Authorization: 'JWT dead' };
    const open = await app.request('POST', '/loans/', {
      headers: elsewhere,
      body: { reader: 'bob' },
    });
    expect(open.status).toBe(202);
  });

  it('tell their fields in the answer to OPTIONS', async () => {
    const { json } = await app.request('OPTIONS', '/loans/');
    expect(Object.keys(json.actions.POST)).toEqual(['reader', 'days']);
  });

  describe('in the documentation', () => {
    const operation = (path: string, verb: 'get' | 'post' | 'put') =>
      describeApi(app.nest).paths[path]![verb] as any;

    it('show what they take', () => {
      const { summary, requestBody } = operation('/loans/', 'post');
      expect(summary).toBe('Lend a book');
      expect(Object.keys(requestBody.content)).toEqual(['application/json']);
      const { $ref } = requestBody.content['application/json'].schema;
      expect(describeApi(app.nest).components!.schemas![$ref.split('/').pop()]).toMatchObject({
        required: ['reader'],
        properties: { reader: { examples: ['alice'] }, days: { default: 14 } },
      });
    });

    it('show the parameters of path and query', () => {
      const { parameters, requestBody } = operation('/loans/cover/{isbn}/', 'get');
      expect(requestBody).toBeUndefined();
      expect(parameters.slice(0, 3)).toMatchObject([
        { name: 'isbn', in: 'path', schema: { pattern: '^978' } },
        { name: 'width', in: 'query', required: true, description: 'Width in pixels' },
        { name: 'label', in: 'query', required: false },
      ]);
    });

    it('show their answers and errors', () => {
      const { responses } = operation('/loans/', 'post');
      expect(responses['202'].content['application/json'].example).toEqual({ reader: 'alice' });
      expect(responses['201']).toBeUndefined();
      expect(responses['400']).toMatchObject({ description: 'No such reader.' });
      expect(responses['400'].content['application/json'].schema).toBeDefined();
      expect(responses['415']).toBeDefined();
      const cover = operation('/loans/cover/{isbn}/', 'get').responses['200'];
      expect(Object.keys(cover.content)).toEqual(['image/gif']);
    });

    it('show the serializer they answer with, and who may call them', () => {
      const { responses, security } = operation('/loans/{id}/extension/', 'put');
      expect(responses['200'].content['application/json'].schema).toEqual({
        $ref: '#/components/schemas/Shelf',
      });
      expect(security).toEqual([{ authorization: [] }]);
      expect(describeApi(app.nest).components!.schemas).toHaveProperty('Shelf');
      expect(operation('/loans/', 'post').security).toEqual([]);
    });
  });
});
