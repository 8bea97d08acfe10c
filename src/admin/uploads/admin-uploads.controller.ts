import { bilingual } from '../../languages.js';
import {
  Action,
  APIView,
  FileRefused,
  named,
  objectSchema,
  PermissionDenied,
  ScopedRateThrottle,
  ValidationError,
  withFiles,
  type RestRequest,
} from '../../rest/index.js';
import { AdminSite } from '../admin-site.js';
import { BACK_OFFICE } from '../back-office.js';
import { answer } from '../schemas.js';
import { AdminUploads } from './admin-uploads.js';
import { AdminUploadInput } from './admin-upload.inputs.js';

const UPLOADED = named(
  'AdminUpload',
  objectSchema({ path: { type: 'string' }, url: { type: 'string' } }),
);

/** Takes pictures, for rich texts and for forms that are sent as JSON, from whoever may send one. */
@APIView({
  path: 'admin/api/uploads',
  name: 'Back Office Upload',
  ...BACK_OFFICE,
  throttles: [new ScopedRateThrottle('upload')],
  maxBodyBytes: withFiles(1),
})
export class AdminUploadsController {
  constructor(
    private readonly uploads: AdminUploads,
    private readonly site: AdminSite,
  ) {}

  @Action({
    method: 'POST',
    status: 201,
    input: AdminUploadInput,
    summary: bilingual('Upload a picture', '上传图片'),
    answer: answer('Where it is.', '图片地址。', UPLOADED),
  })
  async post(request: RestRequest): Promise<{ path: string; url: string }> {
    if (!(await this.site.mayWrite(request))) throw new PermissionDenied();
    const { file } = await request.validated(AdminUploadInput);
    try {
      const path = await this.uploads.keep(file, request.user!);
      return { path, url: request.mediaUrl(path) };
    } catch (error) {
      if (error instanceof FileRefused) {
        throw new ValidationError({ file: [error.text] }, { cause: error });
      }
      throw error;
    }
  }
}
