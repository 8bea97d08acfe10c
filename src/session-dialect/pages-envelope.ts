import {
  type APIException,
  Envelope,
  firstText,
  type Language,
  named,
  objectSchema,
  renderText,
  type Schema,
} from '../rest/index.js';

/** Codes that the pages compare with. */
const GOOD = 0;
const REFUSED = 400;

const CODE = { type: 'integer' };
const TEXT = { type: 'string' };

/** `{code, errmsg, ...}`: what the pages read of every answer. */
class PagesEnvelope extends Envelope {
  /** @param shown statuses of errors that come as a 200, for pages that look at `code` alone */
  constructor(private readonly shown: ReadonlySet<number>) {
    super();
  }

  /** A list has no place for a code; the one page that gets it bare expects that. */
  override wrap(data: unknown): unknown {
    return Array.isArray(data) ? data : { code: GOOD, errmsg: 'OK', ...(data as object) };
  }

  /** Pages that are told of an error by the status read `message`. */
  override refuse({ status, detail }: APIException, language: Language): unknown {
    const errmsg = renderText(firstText(detail), language);
    return this.shown.has(status)
      ? { code: REFUSED, errmsg }
      : { code: status, errmsg, message: errmsg };
  }

  override statusOf(status: number): number {
    return this.shown.has(status) ? 200 : status;
  }

  override wrapped(data: Schema | undefined): Schema {
    if (data?.type === 'array') return data;
    return objectSchema({ code: CODE, errmsg: TEXT, ...(data?.properties as Schema | undefined) });
  }

  override readonly refusal = named(
    'Refusal',
    objectSchema({ code: CODE, errmsg: TEXT, message: TEXT }, ['message']),
  );
}

/** Where pages take whatever comes with a 2xx for a success, or are redirected by a 401. */
export const BY_STATUS = new PagesEnvelope(new Set());

/** Where pages show `errmsg` if `code` is not 0, and nothing of an HTTP error. */
export const BY_CODE = new PagesEnvelope(new Set([400, 401, 429]));
