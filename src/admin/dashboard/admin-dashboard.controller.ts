import { DiscoveryService } from '@nestjs/core';
import { bilingual } from '../../languages.js';
import { Action, APIView, type RestRequest, type Text } from '../../rest/index.js';
import { BACK_OFFICE } from '../back-office.js';
import { answer } from '../schemas.js';
import { DashboardPart, type Figures } from './dashboard-part.js';

/** The first page of the back office: figures of the domains whose rows the user may see. */
@APIView({ path: 'admin/api/dashboard', name: 'Back Office Dashboard', ...BACK_OFFICE })
export class AdminDashboardController {
  constructor(private readonly discovery: DiscoveryService) {}

  @Action({
    summary: bilingual('Figures of today and what is to be looked at', '今日数据与待办'),
    answer: answer('Cards, charts and short lists.', '数据卡片、图表与列表。'),
  })
  async get(request: RestRequest): Promise<unknown> {
    request.reply.header('Cache-Control', 'no-store');
    const shown: Figures[] = [];
    for (const { instance } of this.discovery.getProviders()) {
      if (!(instance instanceof DashboardPart)) continue;
      if (!(await request.grants.allows(['view'], instance.of))) continue;
      shown.push(await instance.figures(request));
    }
    const worded = <T extends { readonly label: Text }>(items: readonly T[]) =>
      items.map((item) => ({ ...item, label: request.wording.text(item.label) }));
    return {
      cards: worded(shown.flatMap(({ cards = [] }) => cards)),
      charts: worded(shown.flatMap(({ charts = [] }) => charts)),
      lists: worded(shown.flatMap(({ lists = [] }) => lists)),
    };
  }
}
