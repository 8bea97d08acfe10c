import { DjangoModelPermissions, type ActionsByVerb } from '../rest/index.js';

/** For actions on a row that exists: who may change such rows, whatever the verb. */
export class MayChange extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = { POST: ['change'], OPTIONS: [] };
}
