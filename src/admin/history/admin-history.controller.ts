import { bilingual } from '../../languages.js';
import { Action, APIView, Rest, type RestRequest } from '../../rest/index.js';
import { AdminSite } from '../admin-site.js';
import { BACK_OFFICE } from '../back-office.js';
import { ANY_PAGE, answer } from '../schemas.js';
import { historyPage } from './history.js';

/** What has been done in the back office, as far as whoever asks may see it. DJANGO: get_admin_log */
@APIView({ path: 'admin/api/history', name: 'Back Office History', ...BACK_OFFICE })
export class AdminHistoryController {
  constructor(
    private readonly site: AdminSite,
    private readonly rest: Rest,
  ) {}

  @Action({
    summary: bilingual('Recent actions on all objects', '最近的操作记录'),
    answer: answer('A page of actions.', '一页操作记录。', ANY_PAGE),
  })
  async get(request: RestRequest): Promise<unknown> {
    const visible: string[] = [];
    for (const admin of this.site.all()) {
      if (await admin.may(request, 'view')) visible.push(admin.options.name);
    }
    request.reply.header('Cache-Control', 'no-store');
    return historyPage(this.site, visible, request, this.rest.dataSource.manager);
  }
}
