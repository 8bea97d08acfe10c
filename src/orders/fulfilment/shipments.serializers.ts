import { dateTime, field, many, serializer } from '../../rest/index.js';
import { Shipment, ShipmentLine } from '../entities/index.js';

/** A parcel as the buyer follows it. */
export const TrackingSerializer = serializer(Shipment, 'Tracking', {
  carrier: field(),
  tracking_number: field('trackingNumber'),
  sent_time: dateTime('sentAt'),
});

export const ShipmentLineSerializer = serializer(ShipmentLine, 'ShipmentLine', {
  line: field('lineId'),
  count: field('quantity'),
});

/** A parcel as the shop knows it. */
export const ShipmentSerializer = serializer(Shipment, 'Shipment', {
  id: field(),
  carrier: field(),
  tracking_number: field('trackingNumber'),
  sent_time: dateTime('sentAt'),
  sent_by: field('sentBy'),
  lines: many(ShipmentLineSerializer),
});
