import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { Movie, MOVIE_WORKS, MovieStaff } from '../entities/index.js';
import { MOVIE_STATE_NAMES } from '../movie-states.js';
import { MOVIE_TAGS } from '../movie-tags.js';

const tags = [MOVIE_TAGS.movies];

/** Movies, with their people and pictures. */
export class MovieAdmin extends ModelAdmin(Movie, {
  name: 'movies',
  label: bilingual('Movie', '影片'),
  plural: bilingual('Movies', '影片'),
  group: MENU.boxOffice,
  title: 'name',
  tags,
  list: ['poster', 'name', 'status', 'releasedOn', 'minutes', 'isBanner', 'isHot', 'wantCount'],
  links: ['name'],
  editable: ['status', 'isBanner', 'isHot'],
  filters: ['status', 'isBanner', 'isHot', 'isNew', 'kinds', 'releasedOn'],
  search: ['name'],
  dates: 'releasedOn',
  form: [
    ['name', 'status'],
    ['releasedOn', 'minutes'],
    ['isBanner', 'isHot', 'isNew'],
    'poster',
    'brief',
    ['kinds', 'formats'],
    ['countries', 'subtitles'],
    {
      label: bilingual('Figures', '统计'),
      collapsed: true,
      rows: [['viewCount', 'wantCount', 'likeCount', 'favouriteCount', 'ratingCount']],
    },
  ],
  fields: {
    status: { choices: MOVIE_STATE_NAMES, label: bilingual('State', '状态') },
    releasedOn: { label: bilingual('Release', '上映日期') },
    minutes: { label: bilingual('Length in minutes', '片长（分钟）'), min: 1, max: 1000 },
    isBanner: { label: bilingual('On the start page', '是否轮播') },
    brief: { kind: 'rich_text', blank: true, label: bilingual('Brief', '影片简介') },
    kinds: { label: bilingual('Kinds', '影片类型') },
    formats: { label: bilingual('Formats', '放映制式') },
    countries: { label: bilingual('Countries', '制片国家与地区') },
    subtitles: { label: bilingual('Subtitles', '字幕') },
  },
  readOnly: ['viewCount', 'wantCount', 'likeCount', 'favouriteCount', 'ratingCount'],
  viewOnSite: '/movies/:id/',
  inlines: [
    {
      relation: 'roles',
      label: bilingual('People', '演职人员'),
      fields: ['staff', 'work', 'position'],
      declared: {
        work: {
          label: bilingual('Work', '职务'),
          choices: [
            [MOVIE_WORKS[0], bilingual('Director', '导演')],
            [MOVIE_WORKS[1], bilingual('Actor', '演员')],
            [MOVIE_WORKS[2], bilingual('Editor', '剪辑')],
          ],
        },
        position: { label: bilingual('Position', '排序'), min: 0, max: 1000 },
      },
      max: 200,
    },
    {
      relation: 'images',
      label: bilingual('Pictures', '图片'),
      fields: ['image', 'position'],
      declared: { position: { label: bilingual('Position', '排序'), min: 0 } },
      max: 30,
    },
  ],
}) {}

/** Those who make movies. */
export class MovieStaffAdmin extends ModelAdmin(MovieStaff, {
  name: 'movie-staff',
  label: bilingual('Person', '演职人员'),
  plural: bilingual('People', '演职人员'),
  group: MENU.boxOffice,
  title: 'name',
  tags,
  list: ['photo', 'name'],
  links: ['name'],
  search: ['name'],
  fields: { photo: { required: false, default: '' } },
  viewOnSite: '/moviestaffs/:id/',
}) {}
