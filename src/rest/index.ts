export {
  Authentication,
  type Credentials,
  type RestUser,
  type SecurityScheme,
} from './authentication/authentication.js';
export { JwtAuthentication } from './authentication/jwt.authentication.js';
export { JwtBackend, JwtStrategy } from './authentication/jwt.strategy.js';
export { PassportAuthentication } from './authentication/passport.authentication.js';
export { type Session, SessionStore } from './authentication/session/session-store.js';
export {
  SessionAuthentication,
  SessionStrategy,
} from './authentication/session/session.authentication.js';
export { JsonSessionAuthentication } from './authentication/session/json-session.authentication.js';
export { type SessionLasting, SessionService } from './authentication/session/session.service.js';
export {
  SessionSignInController,
  SessionSignOutController,
} from './browsable/session/session.controllers.js';
export { SignInBackend, type Captcha } from './browsable/session/sign-in-backend.js';
export type { BrowsableOptions } from './browsable/options.js';
export { KeptResponses, matches as matchesETag } from './caching/kept-responses.js';
export { PacedInvalidation } from './caching/paced-invalidation.js';
export { type CacheVersions, ResponseCache } from './caching/response-cache.js';
export { isDuplicate } from './dialect.js';
export { Envelope } from './envelope.js';
export { RestExceptionFilter } from './exception.filter.js';
export * from './exceptions.js';
export { FileRefused, FileStore } from './files/file-store.js';
export { PictureFolder } from './files/picture-folder.js';
export {
  keepingFiles,
  removeReplaced,
  storedFieldsOf,
  storedFieldsOfView,
  type StoredField,
} from './files/stored-fields.js';
export { dateFilter, dateRange, dateTimeFilter, dateTimeRange } from './filters/date-filters.js';
export type { FilterBackend } from './filters/filter-backend.js';
export {
  booleanFilter,
  charFilter,
  choiceFilter,
  FilterSet,
  numberFilter,
} from './filters/filter-set.js';
export { escapeLike } from './filters/like.js';
export { modelChoiceFilter, modelMultipleChoiceFilter } from './filters/model-filters.js';
export { OrderingFilter, orderQuery } from './filters/ordering.filter.js';
export { SearchFilter, type SearchIndex } from './filters/search.filter.js';
export { type Language, Languages } from './i18n/language.js';
export {
  Idempotent,
  idempotencyKey,
  type IdempotencyKeys,
  type KeyedRequest,
  type KeptRequest,
  type Once,
  once,
} from './idempotency.js';
export { Wording, type Names } from './i18n/wording.js';
export { addTranslations, Message, message, renderText, type Text } from './i18n/messages.js';
export { CursorPagination } from './pagination/cursor.pagination.js';
export { LimitOffsetPagination } from './pagination/limit-offset.pagination.js';
export { OnDemandPagination } from './pagination/on-demand.pagination.js';
export { type NumberedPage, PageNumberPagination } from './pagination/page-number.pagination.js';
export { Pagination, type Page } from './pagination/pagination.js';
export { Grants, type Allowed } from './permissions/grants.js';
export {
  DjangoModelPermissions,
  DjangoModelPermissionsOrAnonReadOnly,
  DjangoModelPermissionsWithView,
  DjangoObjectPermissions,
  ObjectPermissions,
  ObjectPermissionsOrAnonReadOnly,
  type ActionsByVerb,
} from './permissions/model-permissions.js';
export { ModelNames, type Models } from './permissions/models.js';
export {
  PermissionBackend,
  type Holder,
  type ObjectPermission,
  type PermissionTarget,
} from './permissions/permission-backend.js';
export { IsOwner, IsOwnerOrReadOnly } from './permissions/owner.js';
export * from './permissions/permissions.js';
export { Req, RestRequest, type CarriesRestRequest } from './request.js';
export {
  type KeptResult,
  Rest,
  type RestObserver,
  type RestSettings,
  type RestTransaction,
  type Transactions,
} from './rest.js';
export { RestModule } from './rest.module.js';
export { createRestApplication, type RestApplicationOptions } from './application.js';
export {
  computed,
  type ComputedField,
  dateTime,
  field,
  many,
  media,
  money,
  nested,
  nestedFrom,
  nestedOrEmpty,
  type OutputField,
  permitted,
  type Row,
} from './serializers/output/fields.js';
export {
  date,
  decimal,
  duration,
  formatted,
  hyperlink,
  keys,
  time,
} from './serializers/output/further-fields.js';
export { type Choice, choiceSchema } from './serializers/choices.js';
export { through } from './serializers/output/through.js';
export { hasKey, isMultipart, QueryDict, UploadedFile } from './parsers/index.js';
export * from './serializers/input/index.js';
export type { Schema } from './serializers/output/fields.js';
export { loadRows } from './serializers/output/load.js';
export { Serializer, serializer } from './serializers/output/serializer.js';
export { named, NamedSchema, objectSchema } from './docs/named-schema.js';
export { describeResources, type DocumentOptions } from './docs/openapi.js';
export { EventStream, type Listener, type ServerEvent } from './streaming/event-stream.js';
export { EventStreams } from './streaming/event-streams.js';
export { Signer } from './signing.js';
export * from './throttling/throttles.js';
export { type ApiGroup, type ViewDefinition, withFiles } from './viewsets/definition.js';
export {
  GenericViewSet,
  GenericViewSetBase,
  integerKey,
  type ShowParameters,
} from './viewsets/generic.viewset.js';
export { APIView, type APIViewOptions } from './viewsets/api-view.js';
export { Action, type ActionOptions, type DocumentedAnswer } from './viewsets/action.js';
export {
  CreateModel,
  DestroyModel,
  type EntityOf,
  ListModel,
  ModelViewSet,
  ReadOnlyViewSet,
  RetrieveModel,
  UpdateModel,
} from './viewsets/mixins.js';
export { type HasParent, NestedBelow } from './viewsets/nested.js';
export { include } from './viewsets/include.js';
export { OwnedBy } from './viewsets/owned.js';
export { Response } from './viewsets/response.js';
export type { Served } from './viewsets/view-registry.js';
export { ViewRegistry } from './viewsets/view-registry.js';
export { ViewSet } from './viewsets/viewset.decorator.js';
