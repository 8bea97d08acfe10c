import type { Type } from '@nestjs/common';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import type { Text } from '../../rest/index.js';
import { MovieCountry, MovieFormat, MovieKind, MovieSubtitle } from '../entities/index.js';
import { MOVIE_TAGS } from '../movie-tags.js';

/** What movies are sorted into by name. */
function NamedAdmin<Entity extends MovieKind>(
  entity: Type<Entity>,
  name: string,
  label: Text,
  plural: Text,
) {
  return ModelAdmin<MovieKind>(entity, {
    name,
    label,
    plural,
    group: MENU.boxOffice,
    title: 'name',
    tags: [MOVIE_TAGS.movies],
    list: ['id', 'name'],
    links: ['name'],
    editable: ['name'],
    search: ['name'],
    ordering: ['id'],
  });
}

export class MovieKindAdmin extends NamedAdmin(
  MovieKind,
  'movie-kinds',
  bilingual('Kind of movies', '影片类型'),
  bilingual('Kinds of movies', '影片类型'),
) {}

export class MovieFormatAdmin extends NamedAdmin(
  MovieFormat,
  'movie-formats',
  bilingual('Format', '放映制式'),
  bilingual('Formats', '放映制式'),
) {}

export class MovieCountryAdmin extends NamedAdmin(
  MovieCountry,
  'movie-countries',
  bilingual('Country', '制片国家与地区'),
  bilingual('Countries', '制片国家与地区'),
) {}

export class MovieSubtitleAdmin extends NamedAdmin(
  MovieSubtitle,
  'movie-subtitles',
  bilingual('Subtitle', '字幕'),
  bilingual('Subtitles', '字幕'),
) {}
