import { Field, ImageInput } from '../../rest/index.js';
import { User } from '../entities/index.js';

/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 200;

/**
 * A picture uploaded in a form; sent empty, it takes the picture away. In JSON it is left alone:
 * clients send the profile back as they got it, with the picture's URL.
 */
export function AvatarField(): PropertyDecorator {
  return Field(
    new AvatarInput({
      required: false,
      allowNull: true,
      maxLength: FILE_NAME_LENGTH,
      store: { folder: 'avatars', kind: 'portrait', of: () => User },
    }),
  );
}

class AvatarInput extends ImageInput {
  override fromJson(_data: Readonly<Record<string, unknown>>, name: string): unknown {
    return super.fromJson({}, name);
  }
}
