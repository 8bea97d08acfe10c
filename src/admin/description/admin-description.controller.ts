import { bilingual } from '../../languages.js';
import { Action, APIView, type RestRequest } from '../../rest/index.js';
import { BACK_OFFICE } from '../back-office.js';
import { AdminSite } from '../admin-site.js';
import { describeJobs } from '../jobs/describe-jobs.js';
import { answer } from '../schemas.js';
import { describeResource } from './describe-resource.js';

/** What there is in the back office, as far as whoever asks may see it. DJANGO: AdminSite.get_app_list */
@APIView({ path: 'admin/api', name: 'Back Office', ...BACK_OFFICE })
export class AdminDescriptionController {
  constructor(private readonly site: AdminSite) {}

  @Action({
    summary: bilingual('What there is and what the user may do', '后台资源与当前用户权限'),
    answer: answer('The resources, their lists and forms.', '资源及其列表与表单。'),
  })
  async get(request: RestRequest): Promise<unknown> {
    const { wording, user } = request;
    const { title, groups } = this.site.options;
    const resources: object[] = [];
    for (const admin of this.site.all()) {
      const described = await describeResource(admin, this.site, request);
      if (described) resources.push(described);
    }
    const jobs = describeJobs(request, groups.at(-1)!.name);
    if (jobs) resources.push(jobs);
    request.reply.header('Cache-Control', 'no-store');
    return {
      title: wording.text(title),
      user: {
        id: user!.id,
        username: user!.username ?? '',
        is_superuser: user!.isSuperuser ?? false,
      },
      groups: groups.map(({ name, label }) => ({ name, label: wording.text(label) })),
      resources,
    };
  }
}
