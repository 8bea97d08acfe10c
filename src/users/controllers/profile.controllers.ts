import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { TOO_MANY_GUESSES } from '../../docs/schemas.js';
import {
  IsAuthenticated,
  UploadRateThrottle,
  UserRateThrottle,
  validate,
  ViewSet,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../authentication.js';
import { currentUser } from '../current-user.js';
import { ProfileInput } from '../profile/profile.inputs.js';
import { ProfileService } from '../profile/profile.service.js';
import { ProfileSerializer } from '../users.serializers.js';

/** Another contact asks for the password. */
const CHANGE_ERRORS = { ...STORE_ERRORS, ...TOO_MANY_GUESSES };

/** Always the current user, whatever id the URL has: a storefront asks for `/users/1/`. */
@ViewSet({
  path: 'users',
  name: 'User',
  description: '用户',
  group: GROUPS.accounts,
  summaries: {
    retrieve: bilingual(
      'The own profile, whatever id is asked for',
      '自己的资料，与 URL 中的 id 无关',
    ),
    update: bilingual('Replace the own profile', '替换自己的资料'),
    partialUpdate: bilingual(
      'Change parts of the own profile, such as the avatar',
      '修改自己的部分资料，如头像',
    ),
  },
  serializers: ProfileSerializer,
  inputs: ProfileInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  throttles: [UserRateThrottle, UploadRateThrottle],
  errors: { update: CHANGE_ERRORS, partialUpdate: CHANGE_ERRORS },
  listed: false,
})
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  retrieve(request: RestRequest): Row {
    return ProfileSerializer.represent({ ...currentUser(request) }, request);
  }

  update(request: RestRequest): Promise<Row> {
    return this.change(request, false);
  }

  partialUpdate(request: RestRequest): Promise<Row> {
    return this.change(request, true);
  }

  private async change(request: RestRequest, partial: boolean): Promise<Row> {
    const user = currentUser(request);
    const context = { ...request.validationContext(undefined, partial), instance: user };
    const input = await validate(ProfileInput, await request.data(), context);
    const changed = await this.profiles.update(user, input, request.ip);
    return ProfileSerializer.represent({ ...changed }, request);
  }
}
