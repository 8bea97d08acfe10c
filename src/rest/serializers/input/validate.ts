import type { ValidationContext } from './context.js';
import { failedLookups, type Lookup } from './lookups.js';
import { ObjectRun, type Question } from './object-run.js';
import type { DtoClass } from './registry.js';

/**
 * Turns what a client sent into an object of the DTO class, or tells everything that is wrong with
 * it: first the errors of all fields (conversion, validators, look-ups in the database, then
 * `validate_<field>` hooks of fields that are right so far), then those of the data as a whole
 * (unique together, then the DTO's `validate` hook). Everything that is to be asked of the database
 * is asked at once, for nested objects as well.
 *
 * @param data what `parseBody` gave
 * @returns an object that has the declared, writable fields that were sent or have a default
 * @throws ValidationError
 *
 * DRF: rest_framework.serializers.Serializer.run_validation
 */
export async function validate<T extends object>(
  dto: DtoClass<T>,
  data: unknown,
  context: ValidationContext,
): Promise<T> {
  const questions: Question[] = [];
  const root = new ObjectRun(dto, context, questions);
  await root.convert(data);
  await root.check();
  if (questions.length > 0) {
    const failed = new Set(
      await failedLookups(
        questions.map(({ lookup }) => lookup),
        context,
      ),
    );
    const claimed = new Set<string>();
    for (const { lookup, object } of questions) {
      if (failed.has(lookup) || isClaimed(lookup, claimed)) object.refuse(lookup);
    }
  }
  await root.finish();
  return root.instance as T;
}

/** Whether another object of the same data has the values already that no two rows may have. */
function isClaimed(lookup: Lookup, claimed: Set<string>): boolean {
  if (lookup.kind !== 'unique' || lookup.during) return false;
  const claim = JSON.stringify([lookup.entity.name, lookup.values]);
  const isTaken = claimed.has(claim);
  claimed.add(claim);
  return isTaken;
}
