import { firstText, ValidationError } from '../rest/index.js';

/**
 * Says the first thing that is wrong once more as `message`, for pages that read nothing else.
 *
 * @throws what the work throws, a ValidationError with `message` added
 */
export async function withMessage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { detail } = error;
    const fields = Array.isArray(detail) ? { non_field_errors: detail } : (detail as object);
    throw new ValidationError({ message: firstText(detail), ...fields }, { cause: error });
  }
}
