import type { DescribedRoute } from './operation.js';

/** What a verb does to a resource. DRF: drf_spectacular's AutoSchema.method_mapping */
const BY_VERB: Readonly<Record<string, string>> = {
  GET: 'retrieve',
  POST: 'create',
  PUT: 'update',
  PATCH: 'partial_update',
  DELETE: 'destroy',
};

/**
 * Names operations, which generated clients call their functions after: `address_partial_update`.
 * Where two would be called the same, the later one is called after its method, or by all
 * of its path.
 *
 * DRF: drf_spectacular's AutoSchema.get_operation_id
 */
export class OperationIds {
  private readonly taken = new Set<string>();

  of({ path, verb, action }: DescribedRoute): string {
    const parts = path.split('/').filter((part) => part !== '');
    const resource = parts.filter((part) => !part.startsWith(':'));
    const name = action === 'list' ? 'list' : BY_VERB[verb]!;
    const whole = parts.map((part) => part.replace(':', ''));
    const ids = [
      [...resource, name],
      [...resource, inSnakeCase(action)],
      [...whole, name],
    ].map((words) => words.join('_').replaceAll(/\W/g, '_'));
    const id = ids.find((each) => !this.taken.has(each));
    if (id === undefined) throw new Error(`two operations of the API are called "${ids[0]}"`);
    this.taken.add(id);
    return id;
  }
}

function inSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
