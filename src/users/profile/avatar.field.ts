import { FormImageField } from '../../uploads/form-image.js';
import { User } from '../entities/index.js';

/** A picture uploaded in a form; sent empty, it takes the picture away. */
export function AvatarField(): PropertyDecorator {
  return FormImageField({
    allowNull: true,
    store: { folder: 'avatars', kind: 'portrait', of: () => User },
  });
}
