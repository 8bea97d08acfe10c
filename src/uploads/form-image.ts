import { Field, ImageInput } from '../rest/index.js';

/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 200;

/**
 * A picture that comes in forms alone. In JSON it is left alone: clients send an object back as
 * they got it, with the picture's URL.
 */
export function FormImageField(
  options: ConstructorParameters<typeof ImageInput>[0],
): PropertyDecorator {
  return Field(new FormImageInput({ required: false, maxLength: FILE_NAME_LENGTH, ...options }));
}

class FormImageInput extends ImageInput {
  override fromJson(_data: Readonly<Record<string, unknown>>, name: string): unknown {
    return super.fromJson({}, name);
  }
}
