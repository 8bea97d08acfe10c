import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdminActions, Doing } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { Cinema, GAP_RULES, Hall, Layout } from '../entities/index.js';
import { checkedDrawing } from '../layouts/checked-drawing.js';
import { Layouts } from '../layouts/layouts.js';
import { writeDrawing } from '../layouts/written-drawing.js';

/** Longest drawing, in characters. */
const DRAWING_LENGTH = 20_000;

/** Where movies are shown. */
export class CinemaAdmin extends ModelAdmin(Cinema, {
  name: 'cinemas',
  label: bilingual('Cinema', '影院'),
  plural: bilingual('Cinemas', '影院'),
  group: MENU.boxOffice,
  title: 'name',
  list: ['name', 'area', 'address', 'phone', 'gapRule'],
  filters: ['gapRule'],
  search: ['name', 'address'],
  form: [['name', 'phone'], ['area', 'address'], 'gapRule'],
  viewOnSite: '/cinemas/:id/',
  fields: {
    gapRule: {
      label: bilingual('Single gaps', '留空规则'),
      choices: [
        [GAP_RULES[0], bilingual('Allowed', '允许')],
        [GAP_RULES[1], bilingual('Not allowed', '不允许留单个空座')],
      ],
    },
  },
}) {}

/** The rooms of the cinemas, and how their seats stand. */
@Injectable()
export class HallAdmin extends ModelAdmin(Hall, {
  name: 'halls',
  label: bilingual('Hall', '影厅'),
  plural: bilingual('Halls', '影厅'),
  group: MENU.boxOffice,
  title: 'name',
  list: ['name', 'cinema', 'cleaningMinutes'],
  filters: ['cinema'],
  search: ['name', 'cinema.name'],
  form: [['cinema', 'name'], 'cleaningMinutes'],
  viewOnSite: '/halls/:id/',
  // Its screenings are looked for where the hall is.
  fields: { cinema: { addOnly: true }, cleaningMinutes: { min: 0, max: 240 } },
  extras: {
    drawing: { kind: 'textarea', label: bilingual('Drawing', '座位图'), readOnly: true },
  },
  screens: ['hall_layout'],
}) {
  override readonly actions: AdminActions<Hall> = {
    draw: {
      label: bilingual('Draw the seats anew', '重画座位图'),
      confirm: bilingual(
        'Screenings that are scheduled keep their seats.',
        '已排场次保留原座位图，新图用于之后的排片。',
      ),
      single: true,
      fields: {
        drawing: {
          kind: 'textarea',
          label: bilingual('Drawing', '座位图'),
          maxLength: DRAWING_LENGTH,
        },
      },
      run: (doing) => this.draw(doing),
    },
  };

  constructor(private readonly layouts: Layouts) {
    super();
  }

  override async extrasOf(id: number, manager: EntityManager) {
    const { layoutId } = await manager.findOneByOrFail(Hall, { id });
    if (layoutId === null) return { drawing: '' };
    const layout = await manager.findOneOrFail(Layout, {
      where: { id: layoutId },
      relations: { zones: true, seats: true },
    });
    return { drawing: writeDrawing(layout) };
  }

  private async draw({ object, attributes, transaction }: Doing<Hall>): Promise<void> {
    const drawing = checkedDrawing(String(attributes.drawing));
    await this.layouts.replace(transaction, object.id, drawing);
  }
}

/** Every version of how the seats of a hall stand; none ever changes. */
export class LayoutAdmin extends ModelAdmin(Layout, {
  name: 'layouts',
  label: bilingual('Layout', '座位图'),
  plural: bilingual('Layouts', '座位图'),
  group: MENU.boxOffice,
  title: { needs: ['version'], of: ({ version }) => `v${String(version)}` },
  list: ['hall', 'version', 'rows', 'cols', 'screen'],
  links: ['version'],
  filters: ['hall'],
  search: ['hall.name'],
  form: [['hall', 'version'], ['rows', 'cols'], 'screen'],
  inlines: [
    {
      relation: 'zones',
      label: bilingual('Zones', '区域'),
      fields: ['number', 'name', 'color'],
    },
  ],
  readOnly: 'all',
  never: ['delete'],
}) {}
