/**
 * What runs in the controller's Python for the sake of filters, tests and lookups that are written in it. It reads one
 * JSON request a line from descriptor 3 and writes one JSON reply a line to descriptor 4. While a lookup runs, a reply
 * may ask for a variable instead. ansible-core's own loaders find and load the plug-ins.
 */
export const pythonProgram = String.raw`
import base64, collections.abc, datetime, json, os

requests = os.fdopen(3, 'r', encoding='utf-8', errors='surrogatepass')
replies = os.fdopen(4, 'w', encoding='utf-8', errors='surrogatepass')


def tagged(kind, value):
    return {'__provision': kind, 'value': value}


def encode(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Undefined):
        return tagged('undefined', str(value._undefined_message))
    if isinstance(value, (bytes, bytearray)):
        return tagged('bytes', base64.b64encode(bytes(value)).decode())
    if isinstance(value, datetime.datetime):
        return tagged('datetime', value.isoformat())
    if isinstance(value, datetime.date):
        return tagged('date', value.isoformat())
    if isinstance(value, collections.abc.Mapping):
        return tagged('dict', [[encode(key), encode(member)] for key, member in value.items()])
    if isinstance(value, tuple):
        return tagged('tuple', [encode(member) for member in value])
    if isinstance(value, collections.abc.Iterable):
        return [encode(member) for member in value]
    raise TypeError("Type '%s' is unsupported for variable storage." % type(value).__name__)


def decode(value):
    if isinstance(value, list):
        return [decode(member) for member in value]
    if not isinstance(value, dict):
        return value
    kind, inner = value['__provision'], value['value']
    if kind == 'dict':
        return {decode(key): decode(member) for key, member in inner}
    if kind == 'tuple':
        return tuple(decode(member) for member in inner)
    if kind == 'bytes':
        return base64.b64decode(inner)
    if kind == 'undefined':
        return StrictUndefined(hint=inner)
    if kind == 'datetime':
        return datetime.datetime.fromisoformat(inner)
    return datetime.date.fromisoformat(inner)


def answer(reply):
    replies.write(json.dumps(reply) + '\n')
    replies.flush()


def ask(question):
    answer(question)
    return json.loads(requests.readline())


class Variables(dict):
    """The variables of the task, read when they are used."""

    def __contains__(self, name):
        return dict.__contains__(self, name) or self.find(name)

    def __missing__(self, name):
        if self.find(name):
            return dict.__getitem__(self, name)
        raise KeyError(name)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def find(self, name):
        reply = ask({'variable': name})
        if 'problem' in reply:
            raise AnsibleError(reply['problem'])
        if 'value' in reply:
            self[name] = decode(reply['value'])
        return 'value' in reply

    def keys(self):
        return ask({'names': True})['value']

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def items(self):
        return [(name, self[name]) for name in self.keys() if name in self]

    def values(self):
        return [value for _, value in self.items()]

    def copy(self):
        return self


from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as loaders
from ansible.template import Templar
from jinja2 import StrictUndefined, Undefined

kinds = {'filter': loaders.filter_loader, 'test': loaders.test_loader, 'lookup': loaders.lookup_loader}
known_directories = set()


def add_directories(request):
    loader = kinds[request['kind']]
    for directory in request['directories']:
        if (request['kind'], directory) not in known_directories:
            known_directories.add((request['kind'], directory))
            loader.add_directory(directory)


def templar_for(variables, directory):
    loader = DataLoader()
    loader.set_basedir(directory)
    return loader, Templar(loader=loader, variables=variables)


def load(request):
    add_directories(request)
    name = request['name']
    if request['kind'] == 'lookup':
        found = loaders.lookup_loader.get(name, class_only=True)
    else:
        found = kinds[request['kind']].get(name)
    return found


def find(request):
    plugin = load(request)
    return {'found': plugin is not None, 'takes_undefined': getattr(plugin, 'accept_args_markers', False) is True}


def environment_of(templar):
    engine = getattr(templar, '_engine', None)
    return templar.environment if engine is None else engine.environment


def leading_arguments(function, directory):
    """What functions that are marked so are handed by Jinja in front of their input."""
    wanted = getattr(getattr(function, 'jinja_pass_arg', None), 'name', None)
    if wanted is None:
        return []
    variables = Variables()
    environment = environment_of(templar_for(variables, directory)[1])
    if wanted == 'environment':
        return [environment]
    if wanted == 'eval_context':
        from jinja2.nodes import EvalContext
        return [EvalContext(environment)]
    from jinja2.runtime import new_context
    return [new_context(environment, None, {}, vars=variables, shared=True)]


def call(request):
    plugin = load(request)
    args, named = decode(request['args']), decode(request['named'])
    if request['kind'] == 'lookup':
        variables = Variables()
        loader, templar = templar_for(variables, request['directory'])
        plugin = loaders.lookup_loader.get(request['name'], loader=loader, templar=templar)
        return {'value': [encode(member) for member in plugin.run(args, variables=variables, **named)]}
    function = plugin.j2_function
    leading = leading_arguments(function, request['directory'])
    return {'value': encode(function(*leading, *args, **named))}


def start(request):
    init = getattr(loaders, 'init_plugin_loader', None)
    if init is not None:
        init(request['collections'])
    return {}


steps = {'start': start, 'find': find, 'call': call}

for line in requests:
    request = json.loads(line)
    try:
        reply = steps[request['do']](request)
    except Exception as error:
        reply = {'error': str(error), 'type': type(error).__name__}
    answer(reply)
`;
