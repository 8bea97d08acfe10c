import type { FastifyReply, FastifyRequest } from 'fastify';
import { RestRequest, type RestUser, type ViewDefinition } from '../../rest/index.js';
import type { ResourceAdmin } from '../model-admin.js';

/** What of a request is kept for work that goes on after it. */
export interface KeptRequest {
  readonly userId: number;
  readonly language: string;
  /** Scheme and host of the addresses in what is shown. */
  readonly protocol: string;
  readonly host: string;
  /** The query string that names the rows. */
  readonly query: string;
}

/** What has to be kept of a request. */
export function keptOf({ user, raw, language }: RestRequest, query: string): KeptRequest {
  return {
    userId: user!.id,
    language,
    protocol: raw.protocol,
    host: raw.host,
    query,
  };
}

/**
 * The request as a job sees it: nobody waits for its answer.
 *
 * @param user who has sent it, as he is now
 */
export function innerRequest(admin: ResourceAdmin, kept: KeptRequest, user: RestUser): RestRequest {
  const url = `/admin/api/${admin.options.name}/?${kept.query}`;
  const raw: unknown = {
    method: 'POST',
    url,
    originalUrl: url,
    headers: { 'accept-language': kept.language },
    params: {},
    protocol: kept.protocol,
    host: kept.host,
    ip: '127.0.0.1',
  };
  const reply: unknown = { header: () => reply };
  const view: ViewDefinition = admin.view;
  const route = { path: '', actions: new Map(), allow: '', isDetail: false };
  const request = new RestRequest(raw as FastifyRequest, reply as FastifyReply, admin.rest, view, {
    name: `${admin.options.name}.action`,
    action: 'action',
    route,
    authentications: [],
    permissions: [],
    throttles: [],
    cache: null,
    vary: '',
    envelope: null,
    stream: false,
  });
  request.user = user;
  return request;
}
