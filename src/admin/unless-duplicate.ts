import { isDuplicate, ValidationError } from '../rest/index.js';
import { ADMIN_TEXTS } from './admin.messages.js';

/** @throws ValidationError where a row would be the second of its kind */
export async function unlessDuplicate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ValidationError({ non_field_errors: [ADMIN_TEXTS.duplicate] }, { cause: error });
  }
}
