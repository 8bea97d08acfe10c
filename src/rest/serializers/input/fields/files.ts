import type { DeclaredField } from './field.js';
import { FileInput } from './file.js';
import { ListInput } from './list.js';

/** The field that takes files: the field itself, or what the items of a list must be. */
export function fileInputOf(field: DeclaredField): FileInput | undefined {
  const one: unknown = field instanceof ListInput ? field.options.child : field;
  return one instanceof FileInput ? one : undefined;
}
