import type { ViewDefinition, ViewRoute } from '../viewsets/definition.js';
import { summaryOf } from '../docs/summaries.js';
import type { Wording } from '../i18n/wording.js';
import { actionOptions } from '../viewsets/action.js';
import { viewName } from '../viewsets/metadata.js';

/** A page that there may be, and where it is. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A URL of the API: its segments, `:pk` for one that varies, and what answers there. */
interface Place {
  readonly segments: readonly string[];
  readonly view: ViewDefinition;
  readonly route: ViewRoute;
}

/** Everything that answers, by where it is. */
export class Places {
  private readonly places: readonly Place[];

  constructor(views: readonly ViewDefinition[]) {
    this.places = views.flatMap((view) =>
      view.routes.flatMap((route) =>
        view.paths.map((prefix) => ({
          view,
          route,
          segments: segmentsOf(`${prefix}/${route.path}`),
        })),
      ),
    );
  }

  /**
   * The way to a path, from the root on, itself included.
   *
   * DRF: utils.breadcrumbs.get_breadcrumbs
   */
  wayTo(path: string, wording: Wording): Link[] {
    const segments = segmentsOf(path);
    return [...segments.keys(), segments.length].flatMap((length) => {
      const place = this.at(segments.slice(0, length));
      return place
        ? [
            {
              text: placeName(place, wording, segments.slice(0, length)),
              href: pathOf(segments, length),
            },
          ]
        : [];
    });
  }

  /**
   * What answers one step below a path of the route: actions beyond the usual ones.
   *
   * DRF: ViewSetMixin.get_extra_action_url_map
   */
  actionsBelow(path: string, wording: Wording): Link[] {
    const segments = segmentsOf(path);
    const here = this.at(segments);
    if (!here || segments.length === 0) return [];
    const found = new Map<string, Link>();
    for (const { segments: other, view, route } of this.places) {
      const last = other.at(-1)!;
      const isBelow =
        other.length === segments.length + 1 &&
        !isParameter(last) &&
        here.segments.every((segment, i) => isSame(segment, other[i]!));
      if (isBelow) {
        const text = placeName({ view, route }, wording, other);
        found.set(last, { text, href: `${path}${last}/` });
      }
    }
    return [...found.values()];
  }

  private at(segments: readonly string[]): Place | undefined {
    const fitting = this.places.filter(
      (place) =>
        place.segments.length === segments.length &&
        place.segments.every((segment, i) => isParameter(segment) || segment === segments[i]),
    );
    return fitting.sort((a, b) => rank(b) - rank(a))[0];
  }
}

/**
 * What a page is called: as the project calls the resource, else as DRF does.
 *
 * DRF: View.get_view_name
 *
 * @param segments of its path, whose last one tells objects apart
 */
export function placeName(
  { view, route }: Pick<Place, 'view' | 'route'>,
  wording: Wording,
  segments: readonly string[],
): string {
  const { isPlain } = view.options;
  const title = wording.title(view.name);
  const own = segmentsOf(route.path).findLast((segment) => !isParameter(segment));
  if (!isPlain && own !== undefined && view.routes.length > 1)
    return actionName(view, route, wording);
  if (title === undefined) return own === undefined ? viewName(view, route) : view.name;
  if (isPlain || own !== undefined) return title;
  if (route.isDetail) return `${title} ${segments.at(-1) ?? ''}`;
  return [...route.actions.values()].includes('list') ? wording.list(title) : title;
}

/** What an action beyond the usual ones is for. DRF: its name in words */
function actionName(view: ViewDefinition, route: ViewRoute, wording: Wording): string {
  const [action = ''] = route.actions.values();
  const own = actionOptions(view.target, action);
  if (own?.summary !== undefined || view.options.summaries?.[action] !== undefined) {
    return wording.text(summaryOf(view, action, own));
  }
  const words = segmentsOf(route.path)
    .findLast((segment) => !isParameter(segment))!
    .replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names before parameters, what can be read before what cannot. */
function rank({ segments, route }: Place): number {
  const names = segments.filter((segment) => !isParameter(segment)).length;
  return names * 2 + (route.actions.has('GET') ? 1 : 0);
}

function isSame(one: string, other: string): boolean {
  return isParameter(one) ? isParameter(other) : one === other;
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

/** What is between the slashes of a path. */
export function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function pathOf(segments: readonly string[], length: number): string {
  return ['', ...segments.slice(0, length), ''].join('/');
}
