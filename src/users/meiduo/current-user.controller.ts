import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { Action, IsAuthenticated, ViewSet, type RestRequest, type Row } from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../authentication.js';
import { currentUser } from '../current-user.js';
import { AccountSerializer } from './account.serializers.js';

/** As the Meiduo user centre asks for it. */
@ViewSet({
  path: 'user',
  name: 'User',
  description: '当前用户',
  group: GROUPS.accounts,
  listed: false,
  serializers: AccountSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
})
export class CurrentUserController {
  @Action({
    summary: bilingual('Meiduo: the own account', '美多：自己的账号'),
    answer: AccountSerializer,
  })
  retrieve(request: RestRequest): Row {
    return AccountSerializer.represent({ ...currentUser(request) }, request);
  }
}
