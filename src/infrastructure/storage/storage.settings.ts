import { defineSettings, variable } from '../../config/group.js';
import { webAddress } from '../../config/values.js';

function isBucket({ username, password, pathname }: URL): boolean {
  return username !== '' && password !== '' && /^\/[^/]+\/?$/.test(pathname);
}

export const storageSettings = defineSettings({
  title: 'Storage',
  variables: {
    STORAGE_URL: variable(
      'Bucket of S3, or of a server that speaks its protocol, that keeps what users upload. Special characters of the secret are percent-encoded.',
      webAddress()
        .refine((value) => !URL.canParse(value) || isBucket(new URL(value)), {
          message: 'expected https://key:secret@host/bucket',
        })
        .optional(),
      {
        unset: 'MEDIA_ROOT',
        example: 'https://key:secret@s3.example.com/bucket?region=us-east-1',
      },
    ),
  },
  values: (env) => ({ url: env.STORAGE_URL }),
});
