import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Answer } from './app.js';

export type JsonSchema = Readonly<Record<string, any>>;

interface Documented {
  readonly content?: Record<string, { schema: JsonSchema }>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: JsonSchema;
}

/** One operation of an OpenAPI document, with its references resolved. */
export interface ApiOperation {
  readonly path: string;
  /** In capitals. */
  readonly verb: string;
  readonly parameters: readonly Parameter[];
  /** Of the body that it takes; undefined: none. */
  readonly body: JsonSchema | undefined;
  readonly responses: Readonly<Record<string, Documented>>;
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads an OpenAPI document by what it says, wherever in the document it is said. */
export class ApiDescription {
  readonly operations: readonly ApiOperation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<JsonSchema, ValidateFunction>();

  constructor(private readonly document: any) {
    ajvFormats.default(this.ajv);
    // Whatever is not described is a mistake here, although clients should tolerate it.
    this.ajv.addSchema({ ...closed(document), $id: 'api' });
    this.operations = Object.entries<any>(document.paths).flatMap(([path, item]) =>
      VERBS.filter((verb) => verb in item).map((verb) => this.operation(path, verb, item)),
    );
  }

  /** What the reference refers to, or the value itself. */
  resolve(value: any): any {
    let found = value;
    while (typeof found?.$ref === 'string') {
      const steps = found.$ref.slice(2).split('/').map(unescaped);
      found = steps.reduce((parent: any, step: string) => parent[step], this.document);
    }
    return found;
  }

  /** @returns what an answer has that the operation is not said to have; undefined: nothing */
  complaint({ responses }: ApiOperation, answer: Answer): string | undefined {
    const documented = responses[answer.status];
    if (!documented) return `status ${answer.status} is not documented`;
    const { content } = documented;
    if (!content) return answer.text === '' ? undefined : 'a body where none is documented';
    const type = answer.headers.get('content-type') ?? '';
    const described = content[type];
    if (!described) return `content type ${type} is not documented for ${answer.status}`;
    const validate = this.validator(described.schema);
    const body: unknown = type === 'application/json' ? answer.json : answer.text;
    if (validate(body)) return undefined;
    return `body is not as documented: ${this.ajv.errorsText(validate.errors)}`;
  }

  private operation(path: string, verb: string, item: any): ApiOperation {
    const { requestBody, responses, parameters = [] } = item[verb];
    const content = this.resolve(requestBody)?.content ?? {};
    return {
      path,
      verb: verb.toUpperCase(),
      parameters: [...(item.parameters ?? []), ...parameters].map((each) => this.resolve(each)),
      body: (content['application/json'] ?? Object.values(content)[0])?.schema,
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, this.resolve(response)]),
      ),
    };
  }

  private validator(schema: JsonSchema): ValidateFunction {
    let validate = this.validators.get(schema);
    if (!validate) {
      validate = this.ajv.compile(closed(anchored(schema)) as object);
      this.validators.set(schema, validate);
    }
    return validate;
  }
}

function unescaped(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The schema with references that are found from outside of the document. */
function anchored(schema: unknown): unknown {
  return mapped(schema, (key, value) =>
    key === '$ref' && typeof value === 'string' ? `api${value}` : anchored(value),
  );
}

/** The schema with objects that have nothing but the properties named. */
function closed(schema: unknown): any {
  const copy = mapped(schema, (key, value) => (key === 'example' ? value : closed(value)));
  const isObject = typeof copy === 'object' && copy !== null;
  if (isObject && 'properties' in copy && (copy as JsonSchema).type === 'object') {
    return { additionalProperties: false, ...copy };
  }
  return copy;
}

function mapped(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => change(String(index), item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, inner)]));
}
