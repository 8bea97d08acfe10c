import type { MetadataStorage } from 'class-validator';

/** Where class-validator keeps its decorators' metadata, once it is loaded. */
interface ClassValidatorGlobal {
  classValidatorMetadataStorage?: MetadataStorage;
}

/**
 * What class-validator's decorators on the object's class find, by property. The library is only
 * loaded if some class uses it: it takes a quarter of a second.
 */
export async function classValidatorErrors(instance: object): Promise<Map<string, string[]>> {
  const storage = (globalThis as ClassValidatorGlobal).classValidatorMetadataStorage;
  const isDecorated = storage?.getTargetValidationMetadatas(
    instance.constructor,
    '',
    false,
    false,
  ).length;
  if (!isDecorated) return new Map();
  const { validate } = await import('class-validator');
  const errors = await validate(instance, { skipMissingProperties: true });
  return new Map(
    errors.map(({ property, constraints = {} }) => [property, Object.values(constraints)]),
  );
}
