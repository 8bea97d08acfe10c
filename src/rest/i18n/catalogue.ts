import { browsableTexts } from './browsable-texts.js';
import { translated, untranslated, type Translation } from './translation.js';

const tooLarge = translated(
  'Ensure this value is less than or equal to {max_value}.',
  '请确保该值小于或者等于 {max_value}。',
);
const tooSmall = translated(
  'Ensure this value is greater than or equal to {min_value}.',
  '请确保该值大于或者等于 {min_value}。',
);
const notANumber = translated('A valid number is required.', '请填写合法的数字。');
const stringTooLarge = translated('String value too large.', '字符串值太长。');
const notAList = translated(
  'Expected a list of items but got type "{input_type}".',
  '期望为一个包含物件的列表，得到的类型是“{input_type}”。',
);
const invalidChoice = translated('"{input}" is not a valid choice.', '“{input}” 不是合法选项。');
const emptyList = translated('This list may not be empty.', '列表不能为空。');
const filterNumber = translated('Enter a number.', '输入一个数字。');

/**
 * What DRF 3.14, Django 3.2 and django-filter 23.1 say, by code. Errors of the API as a whole
 * and of any field have the bare code; others are prefixed by the class that owns them, filters
 * by `filters.`.
 *
 * DRF: rest_framework/locale, django/conf/locale
 */
export const catalogue = {
  error: translated('A server error occurred.', '服务器出现了错误。'),
  parse_error: translated('Malformed request.', '错误的请求。'),
  authentication_failed: translated(
    'Incorrect authentication credentials.',
    '不正确的身份认证信息。',
  ),
  not_authenticated: translated(
    'Authentication credentials were not provided.',
    '身份认证信息未提供。',
  ),
  permission_denied: translated(
    'You do not have permission to perform this action.',
    '您没有执行该操作的权限。',
  ),
  not_found: translated('Not found.', '未找到。'),
  method_not_allowed: translated('Method "{method}" not allowed.', '方法 “{method}” 不被允许。'),
  not_acceptable: translated(
    'Could not satisfy the request Accept header.',
    '无法满足Accept HTTP头的请求。',
  ),
  unsupported_media_type: translated(
    'Unsupported media type "{media_type}" in request.',
    '不支持请求中的媒体类型 “{media_type}”。',
  ),
  request_too_large: translated('Request body is too large.', '请求内容过大。'),
  range_not_satisfiable: translated('The file has no such part.', '文件没有所请求的部分。'),
  throttled: translated('Request was throttled.', '请求超过了限速。'),
  throttled_wait: translated(
    'Request was throttled. Expected available in {wait} seconds.',
    '请求超过了限速。 Expected available in {wait} seconds.',
  ),
  throttled_wait_one: translated(
    'Request was throttled. Expected available in {wait} second.',
    '请求超过了限速。 Expected available in {wait} second.',
  ),
  invalid_page: translated('Invalid page.', '无效页面。'),
  invalid: untranslated('Invalid input.'),
  no_data: untranslated('No data provided'),

  required: translated('This field is required.', '该字段是必填项。'),
  null: translated('This field may not be null.', '该字段不能为 null。'),
  unique: translated('This field must be unique.', '该字段必须唯一。'),
  unique_model: translated(
    '{model_name} with this {field_label} already exists.',
    '具有 {field_label} 的 {model_name} 已存在。',
  ),
  unique_together: translated(
    'The fields {field_names} must make a unique set.',
    '字段 {field_names} 必须能构成唯一集合。',
  ),
  unique_for_date: translated(
    'This field must be unique for the "{date_field}" date.',
    '该字段必须在日期 “{date_field}” 唯一。',
  ),
  unique_for_month: translated(
    'This field must be unique for the "{date_field}" month.',
    '该字段必须在月份 “{date_field}” 唯一。',
  ),
  unique_for_year: translated(
    'This field must be unique for the "{date_field}" year.',
    '该字段必须在年 “{date_field}” 唯一。',
  ),
  null_characters_not_allowed: translated(
    'Null characters are not allowed.',
    '不允许是用空字符串。',
  ),
  surrogate_characters_not_allowed: untranslated(
    'Surrogate characters are not allowed: U+{code_point}.',
  ),

  'BooleanField.invalid': untranslated('Must be a valid boolean.'),
  'CharField.invalid': untranslated('Not a valid string.'),
  'CharField.blank': translated('This field may not be blank.', '该字段不能为空。'),
  'CharField.max_length': translated(
    'Ensure this field has no more than {max_length} characters.',
    '请确保这个字段不能超过 {max_length} 个字符。',
  ),
  'CharField.min_length': translated(
    'Ensure this field has at least {min_length} characters.',
    '请确保这个字段至少包含 {min_length} 个字符。',
  ),
  'ChoiceField.invalid_choice': invalidChoice,
  'DateField.invalid': translated(
    'Date has wrong format. Use one of these formats instead: {format}.',
    '日期格式错误。请从这些格式中选择：{format}。',
  ),
  'DateField.datetime': translated(
    'Expected a date but got a datetime.',
    '期望为日期，获得的是日期时间。',
  ),
  'DateTimeField.invalid': translated(
    'Datetime has wrong format. Use one of these formats instead: {format}.',
    '日期时间格式错误。请从这些格式中选择：{format}。',
  ),
  'DateTimeField.date': translated(
    'Expected a datetime but got a date.',
    '期望为日期时间，获得的是日期。',
  ),
  'DateTimeField.make_aware': untranslated('Invalid datetime for the timezone "{timezone}".'),
  'DateTimeField.overflow': untranslated('Datetime value out of range.'),
  'DecimalField.invalid': notANumber,
  'DecimalField.max_value': tooLarge,
  'DecimalField.min_value': tooSmall,
  'DecimalField.max_digits': translated(
    'Ensure that there are no more than {max_digits} digits in total.',
    '请确保总计不超过 {max_digits} 个数字。',
  ),
  'DecimalField.max_decimal_places': translated(
    'Ensure that there are no more than {max_decimal_places} decimal places.',
    '请确保总计不超过 {max_decimal_places} 个小数位。',
  ),
  'DecimalField.max_whole_digits': translated(
    'Ensure that there are no more than {max_whole_digits} digits before the decimal point.',
    '请确保小数点前不超过 {max_whole_digits} 个数字。',
  ),
  'DecimalField.max_string_length': stringTooLarge,
  'DictField.not_a_dict': translated(
    'Expected a dictionary of items but got type "{input_type}".',
    '期望是包含类目的字典，得到类型为 “{input_type}”。',
  ),
  'DictField.empty': untranslated('This dictionary may not be empty.'),
  'DurationField.invalid': translated(
    'Duration has wrong format. Use one of these formats instead: {format}.',
    '持续时间的格式错误。使用这些格式中的一个：{format}。',
  ),
  'DurationField.max_value': tooLarge,
  'DurationField.min_value': tooSmall,
  'EmailField.invalid': translated('Enter a valid email address.', '请输入合法的邮件地址。'),
  'FileField.required': translated('No file was submitted.', '没有提交任何文件。'),
  'FileField.invalid': translated(
    'The submitted data was not a file. Check the encoding type on the form.',
    '提交的数据不是一个文件。请检查表单的编码类型。',
  ),
  'FileField.no_name': translated('No filename could be determined.', '无法检测到文件名。'),
  'FileField.empty': translated('The submitted file is empty.', '提交的是空文件。'),
  'ImageField.invalid_image': translated(
    'Upload a valid image. The file you uploaded was either not an image or a corrupted image.',
    '请上传有效图片。您上传的该文件不是图片或者图片已经损坏。',
  ),
  'FileField.max_length': translated(
    'Ensure this filename has at most {max_length} characters (it has {length}).',
    '确保该文件名最多包含 {max_length} 个字符 ( 当前长度为{length} ) 。',
  ),
  'FloatField.invalid': notANumber,
  'FloatField.max_value': tooLarge,
  'FloatField.min_value': tooSmall,
  'FloatField.max_string_length': stringTooLarge,
  'IntegerField.invalid': translated('A valid integer is required.', '请填写合法的整数值。'),
  'IntegerField.max_value': tooLarge,
  'IntegerField.min_value': tooSmall,
  'IntegerField.max_string_length': stringTooLarge,
  'HyperlinkedRelatedField.no_match': translated(
    'Invalid hyperlink - No URL match.',
    '无效超链接 －没有匹配的URL。',
  ),
  'HyperlinkedRelatedField.incorrect_match': translated(
    'Invalid hyperlink - Incorrect URL match.',
    '无效超链接 －错误的URL匹配。',
  ),
  'HyperlinkedRelatedField.does_not_exist': translated(
    'Invalid hyperlink - Object does not exist.',
    '无效超链接 －对象不存在。',
  ),
  'HyperlinkedRelatedField.incorrect_type': translated(
    'Incorrect type. Expected URL string, received {data_type}.',
    '类型错误。期望为URL字符串，实际的类型是 {data_type}。',
  ),
  'IPAddressField.invalid': translated(
    'Enter a valid IPv4 or IPv6 address.',
    '请输入一个有效的IPv4或IPv6地址。',
  ),
  'IPAddressField.ipv4': translated('Enter a valid IPv4 address.', '输入一个有效的 IPv4 地址。'),
  'IPAddressField.ipv6': translated('Enter a valid IPv6 address.', '输入一个有效的 IPv6 地址。'),
  'JSONField.invalid': translated('Value must be valid JSON.', '值必须是有效的 JSON 数据。'),
  'ListField.not_a_list': notAList,
  'ListField.empty': emptyList,
  'ListField.min_length': untranslated('Ensure this field has at least {min_length} elements.'),
  'ListField.max_length': untranslated('Ensure this field has no more than {max_length} elements.'),
  'MultipleChoiceField.empty': translated('This selection may not be empty.', '这项选择不能为空。'),
  'RegexField.invalid': translated(
    'This value does not match the required pattern.',
    '输入值不匹配要求的模式。',
  ),
  'SlugField.invalid': translated(
    'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.',
    '请输入合法的“短语“，只能包含字母，数字，下划线或者中划线。',
  ),
  'SlugRelatedField.does_not_exist': translated(
    'Object with {slug_name}={value} does not exist.',
    '属性 {slug_name} 为 {value} 的对象不存在。',
  ),
  'SlugRelatedField.invalid': translated('Invalid value.', '无效值。'),
  'TimeField.invalid': translated(
    'Time has wrong format. Use one of these formats instead: {format}.',
    '时间格式错误。请从这些格式中选择：{format}。',
  ),
  'URLField.invalid': translated('Enter a valid URL.', '请输入合法的URL。'),
  'UUIDField.invalid': untranslated('Must be a valid UUID.'),
  'PrimaryKeyRelatedField.does_not_exist': translated(
    'Invalid pk "{pk_value}" - object does not exist.',
    '无效主键 “{pk_value}” － 对象不存在。',
  ),
  'PrimaryKeyRelatedField.incorrect_type': translated(
    'Incorrect type. Expected pk value, received {data_type}.',
    '类型错误。期望为主键，获得的类型为 {data_type}。',
  ),
  'Serializer.invalid': translated(
    'Invalid data. Expected a dictionary, but got {datatype}.',
    '无效数据。期待为字典类型，得到的是 {datatype} 。',
  ),

  'filters.IntegerField.invalid': translated('Enter a whole number.', '输入整数。'),
  'filters.FloatField.invalid': filterNumber,
  'filters.DecimalField.invalid': filterNumber,
  'filters.DateField.invalid': translated('Enter a valid date.', '输入一个有效的日期。'),
  'filters.DateTimeField.invalid': translated(
    'Enter a valid date/time.',
    '输入一个有效的日期/时间。',
  ),
  'filters.ChoiceField.invalid_choice': translated(
    'Select a valid choice. {value} is not one of the available choices.',
    '选择一个有效的选项。 {value} 不在可用的选项中。',
  ),
  'filters.ModelChoiceField.invalid_choice': translated(
    'Select a valid choice. That choice is not one of the available choices.',
    '选择一个有效的选项： 该选择不在可用的选项中。',
  ),
  'filters.ModelMultipleChoiceField.invalid_pk_value': translated(
    '“{pk}” is not a valid value.',
    '“{pk}”不是一个有效的值',
  ),
  'filters.CharField.required': translated('This field is required.', '该字段是必填项。'),
  ...browsableTexts,
} as const satisfies Record<string, Translation>;
