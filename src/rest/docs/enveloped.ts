import type { Envelope } from '../envelope.js';
import type { Schema } from '../serializers/output/fields.js';
import type { Components } from './components.js';
import { errorHead } from './errors.js';

const JSON_TYPE = 'application/json';
/** Without a body, in an envelope or not. */
const NOT_MODIFIED = 304;

/** An answer as an OpenAPI document has it. */
export interface Answered {
  readonly description: string;
  readonly headers?: object;
  readonly content?: Readonly<
    Record<string, { readonly schema: Schema; readonly example?: unknown }>
  >;
}

/**
 * The answers of an operation in an envelope.
 *
 * @param succeeded by status, as they would be without
 * @param errors statuses that its errors would have without
 */
export function enveloped(
  components: Components,
  envelope: Envelope,
  succeeded: Readonly<Record<string, Answered>>,
  errors: ReadonlySet<number>,
): Record<string, Answered | object> {
  const refusal = components.schema(envelope.refusal);
  const refused = new Set([...errors].map((status) => envelope.statusOf(status)));
  const answers: Record<string, Answered | object> = {};
  for (const [status, answer] of Object.entries(succeeded)) {
    if (Number(status) === NOT_MODIFIED) {
      answers[status] = answer;
      continue;
    }
    const content = wrapped(components, envelope, answer);
    const isEither = refused.delete(Number(status));
    answers[status] = { ...answer, content: isEither ? either(content, refusal) : content };
  }
  for (const status of refused) {
    const content = { [JSON_TYPE]: { schema: refusal } };
    answers[status] = { ...errorHead(components, status), content };
  }
  return answers;
}

type Content = NonNullable<Answered['content']>;

function wrapped(components: Components, envelope: Envelope, { content }: Answered): Content {
  const { [JSON_TYPE]: body, ...others } = content ?? { [JSON_TYPE]: { schema: undefined } };
  if (!body) return others;
  const example = 'example' in body && { example: envelope.wrap(body.example) };
  const schema = components.schema(envelope.wrapped(body.schema));
  return { [JSON_TYPE]: { ...example, schema } };
}

/** Some pages look into the body alone for what became of a request. */
function either(content: Content, refusal: Schema): Content {
  const { [JSON_TYPE]: body } = content;
  return {
    ...content,
    [JSON_TYPE]: { ...body, schema: body ? { anyOf: [body.schema, refusal] } : refusal },
  };
}
