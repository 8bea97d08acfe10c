import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import type { Change } from '../../admin/declarations.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { ValidationError } from '../../rest/index.js';
import { CategoryLevel, CategoryVisits, GoodsCategory } from '../entities/index.js';
import { lockTree } from '../category-tree-lock.js';
import { CatalogueImportService } from '../import/catalogue-import.service.js';
import { CatalogueAdmin } from './catalogue-admin.js';
import { CATALOGUE_KINDS, catalogueReader, CATEGORY_FILE_ROW } from './catalogue-files.js';
import { MESSAGES } from './admin.messages.js';
import { DAY } from '../../infrastructure/durations.js';

/** Days of which visits are told. */
const DAYS = 30;

/** The tree of categories. */
@Injectable()
export class CategoryAdmin extends CatalogueAdmin(GoodsCategory, {
  name: 'categories',
  label: bilingual('Category', '商品分类'),
  plural: bilingual('Categories', '商品分类'),
  group: MENU.shop,
  title: 'name',
  list: ['name', 'code', 'level', 'parent', 'position', 'isTab', 'isIndexSeries'],
  editable: ['isTab', 'isIndexSeries'],
  filters: ['level', 'parent', 'isTab', 'isIndexSeries'],
  search: ['name', 'code'],
  ordering: ['level', 'position'],
  form: [
    ['name', 'code'],
    ['parent', 'position'],
    'level',
    ['isTab', 'isIndexSeries'],
    'description',
  ],
  fields: {
    code: { label: bilingual('Code', '编号') },
    level: {
      label: bilingual('Level', '级别'),
      choices: [
        [CategoryLevel.Top, bilingual('Top', '一级')],
        [CategoryLevel.Second, bilingual('Second', '二级')],
        [CategoryLevel.Third, bilingual('Third', '三级')],
      ],
    },
    parent: { label: bilingual('Parent', '上级分类') },
    position: { label: bilingual('Position', '排序'), min: 0 },
    description: { blank: true, required: false, default: '' },
  },
  readOnly: ['level'],
  extras: {
    visits: {
      kind: 'integer',
      label: bilingual('Visits in the last 30 days', '近 30 天访问次数'),
      readOnly: true,
    },
  },
  tree: { parent: 'parent', position: 'position' },
  viewOnSite: '/categorys/:id/',
}) {
  override readonly importFile = catalogueReader(this.importer);
  override readonly importedKinds = CATALOGUE_KINDS;
  override readonly importedRow = CATEGORY_FILE_ROW;

  constructor(private readonly importer: CatalogueImportService) {
    super();
  }

  override async extrasOf(id: number, manager: EntityManager) {
    const since = this.rest.localTime.date(new Date(Date.now() - DAYS * DAY));
    const visits = await manager.sum(CategoryVisits, 'count', {
      categoryId: id,
      day: MoreThan(since),
    });
    return { visits: visits ?? 0 };
  }

  /** The level follows from the parent, for the category and all below it. */
  override async save(change: Change<GoodsCategory>): Promise<number> {
    const { object, attributes, transaction } = change;
    if (object && attributes.parentId === undefined) return super.save(change);
    const { manager } = transaction;
    await lockTree(manager);
    const { parentId = null } = attributes;
    const level = await levelBelow(manager, parentId);
    const below = object ? await levelsBelow(manager, object.id) : [];
    if (parentId && (parentId === object?.id || below.flat().includes(parentId))) {
      throw new ValidationError({ parent: [MESSAGES.belowItself] });
    }
    if (level + below.length > CategoryLevel.Third) {
      throw new ValidationError({ parent: [MESSAGES.tooDeep] });
    }
    for (const [index, ids] of below.entries()) {
      await manager.update(GoodsCategory, { id: In(ids) }, { level: level + index + 1 });
    }
    return super.save({ ...change, attributes: { ...attributes, level } });
  }
}

async function levelBelow(manager: EntityManager, id: number | null): Promise<number> {
  if (id === null) return CategoryLevel.Top;
  const parent = await manager.findOneBy(GoodsCategory, { id });
  return (parent?.level ?? 0) + 1;
}

/** Ids of the categories below one, level by level. */
async function levelsBelow(manager: EntityManager, id: number): Promise<number[][]> {
  const levels: number[][] = [];
  for (let parents = [id]; levels.length <= CategoryLevel.Third;) {
    const children = await manager.find(GoodsCategory, {
      select: { id: true },
      where: { parentId: In(parents) },
    });
    if (children.length === 0) break;
    parents = children.map((child) => child.id);
    levels.push(parents);
  }
  return levels;
}
