import { Catalogue1795100000000 } from './1795100000000-catalogue.js';
import { Users1795200000000 } from './1795200000000-users.js';
import { Areas1795300000000 } from './1795300000000-areas.js';
import { Cart1795600000000 } from './1795600000000-cart.js';
import { Orders1795700000000 } from './1795700000000-orders.js';
import { Payments1795800000000 } from './1795800000000-payments.js';
import { UserOperations1795900000000 } from './1795900000000-user-operations.js';
import { OAuth1795950000000 } from './1795950000000-oauth.js';
import { Sessions1796000000000 } from './1796000000000-sessions.js';
import { IdempotencyKeys1796300000000 } from './1796300000000-idempotency-keys.js';
import { Contacts1796400000000 } from './1796400000000-contacts.js';
import { ExactKeys1796410000000 } from './1796410000000-exact-keys.js';
import { ProviderRefunds1796500000000 } from './1796500000000-provider-refunds.js';
import { KeptTokens1796600000000 } from './1796600000000-kept-tokens.js';
import { Permissions1796900000000 } from './1796900000000-permissions.js';
import { SuspendedLinks1797000000000 } from './1797000000000-suspended-links.js';
import { MostViewedGoods1797100000000 } from './1797100000000-most-viewed-goods.js';
import { AvatarIndex1797150000000 } from './1797150000000-avatar-index.js';
import { Fulfilment1797300000000 } from './1797300000000-fulfilment.js';
import { Movies1797400000000 } from './1797400000000-movies.js';
import { BoxOffice1797450000000 } from './1797450000000-box-office.js';
import { Opinions1797500000000 } from './1797500000000-opinions.js';
import { Comments1797510000000 } from './1797510000000-comments.js';
import { Reviews1797620000000 } from './1797620000000-reviews.js';
import { Returns1797620100000 } from './1797620100000-returns.js';
import { StaffReaders1797620200000 } from './1797620200000-staff-readers.js';
import { IdempotencyKeyAge1797620300000 } from './1797620300000-idempotency-key-age.js';
import { CategoryOrderings1797630000000 } from './1797630000000-category-orderings.js';
import { Moderation1797640000000 } from './1797640000000-moderation.js';
import { SearchPostings1797650000000 } from './1797650000000-search-postings.js';
import { StaffSeeTickets1797660000000 } from './1797660000000-staff-see-tickets.js';
import { MovieLikes1797661000000 } from './1797661000000-movie-likes.js';
import { RememberedSessions1797670000000 } from './1797670000000-remembered-sessions.js';
import { BackOffice1797680000000 } from './1797680000000-back-office.js';
import { BackOfficeTasks1797690000000 } from './1797690000000-back-office-tasks.js';
import { CategoryVisits1797691000000 } from './1797691000000-category-visits.js';
import { ListedByDate1797691001000 } from './1797691001000-listed-by-date.js';
import { BackOfficeTaskContents1797691002000 } from './1797691002000-back-office-task-contents.js';
import { MessageAnswers1797691003000 } from './1797691003000-message-answers.js';
import { OrderSearch1797691004000 } from './1797691004000-order-search.js';
import { JobOutbox1797691005000 } from './1797691005000-job-outbox.js';
import { FreeSeats1797691006000 } from './1797691006000-free-seats.js';

/** Every migration, oldest first. */
export const migrations = [
  Catalogue1795100000000,
  Users1795200000000,
  Areas1795300000000,
  Cart1795600000000,
  Orders1795700000000,
  Payments1795800000000,
  UserOperations1795900000000,
  OAuth1795950000000,
  Sessions1796000000000,
  IdempotencyKeys1796300000000,
  Contacts1796400000000,
  ExactKeys1796410000000,
  ProviderRefunds1796500000000,
  KeptTokens1796600000000,
  Permissions1796900000000,
  SuspendedLinks1797000000000,
  MostViewedGoods1797100000000,
  AvatarIndex1797150000000,
  Fulfilment1797300000000,
  Movies1797400000000,
  BoxOffice1797450000000,
  Opinions1797500000000,
  Comments1797510000000,
  Reviews1797620000000,
  Returns1797620100000,
  StaffReaders1797620200000,
  IdempotencyKeyAge1797620300000,
  CategoryOrderings1797630000000,
  Moderation1797640000000,
  SearchPostings1797650000000,
  StaffSeeTickets1797660000000,
  MovieLikes1797661000000,
  RememberedSessions1797670000000,
  BackOffice1797680000000,
  BackOfficeTasks1797690000000,
  CategoryVisits1797691000000,
  ListedByDate1797691001000,
  BackOfficeTaskContents1797691002000,
  MessageAnswers1797691003000,
  OrderSearch1797691004000,
  JobOutbox1797691005000,
  FreeSeats1797691006000,
];
