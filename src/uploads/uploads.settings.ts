import { defineSettings, variable } from '../config/group.js';
import { throttleRate, wholeNumber } from '../config/values.js';

export const uploadSettings = defineSettings({
  title: 'Uploads',
  variables: {
    UPLOAD_MAX_BYTES: variable(
      'Largest file that users may upload, in bytes.',
      wholeNumber(1024, 104_857_600, 5_242_880),
    ),
    THROTTLE_UPLOAD: variable(
      'Requests with files (messages, pictures of users) of one user.',
      throttleRate().default('30/minute'),
    ),
  },
  values: (env) => ({ maxBytes: env.UPLOAD_MAX_BYTES, rate: env.THROTTLE_UPLOAD }),
});
