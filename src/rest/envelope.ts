import type { NamedSchema } from './docs/named-schema.js';
import type { APIException } from './exceptions.js';
import type { Language } from './i18n/messages.js';
import type { Schema } from './serializers/output/fields.js';

/**
 * How answers look on the wire for a family of clients that does not read DRF's: what data is
 * wrapped in, and what becomes of an error. One object is declared for the family and named by the
 * `envelope` of its views.
 *
 * DRF: a renderer of one's own in renderer_classes; APIView.get_exception_handler
 */
export abstract class Envelope {
  /**
   * Body of a successful answer; bytes are sent as they are.
   *
   * @param data what the handler returned; undefined: nothing
   */
  abstract wrap(data: unknown): unknown;

  /** Body of an error, those included that nobody expected. */
  abstract refuse(error: APIException, language: Language): unknown;

  /** HTTP status that an error of some status is sent with: some pages look at the body alone. */
  statusOf(status: number): number {
    return status;
  }

  /**
   * Schema of a wrapped body, for the documentation.
   *
   * @param data of what the handler returns, written out; undefined: nothing
   */
  abstract wrapped(data: Schema | undefined): Schema;

  /** Schema of the body of an error. */
  abstract readonly refusal: NamedSchema;
}
