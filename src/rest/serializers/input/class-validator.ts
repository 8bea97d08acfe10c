import { createRequire } from 'node:module';
import type { MetadataStorage, ValidationArguments, ValidationOptions } from 'class-validator';
import type {
  registerDecorator as RegisterDecorator,
  ValidationTypes as Types,
} from 'class-validator';

const load = createRequire(import.meta.url);

interface RegisterModule {
  readonly registerDecorator: typeof RegisterDecorator;
}
interface StorageModule {
  readonly getMetadataStorage: () => MetadataStorage;
}
interface TypesModule {
  readonly ValidationTypes: typeof Types;
}
interface UtilsModule {
  readonly ValidationUtils: {
    replaceMessageSpecialTokens(
      text: ValidationOptions['message'],
      args: ValidationArguments,
    ): string;
  };
}

/*
 * class-validator's own modules one by one: its index loads every format there is, which takes a
 * quarter of a second of each start.
 */
export const { registerDecorator }: RegisterModule = load(
  'class-validator/cjs/register-decorator.js',
);
export const { getMetadataStorage }: StorageModule = load(
  'class-validator/cjs/metadata/MetadataStorage.js',
);
export const { ValidationTypes }: TypesModule = load(
  'class-validator/cjs/validation/ValidationTypes.js',
);
export const { ValidationUtils }: UtilsModule = load(
  'class-validator/cjs/validation/ValidationUtils.js',
);
