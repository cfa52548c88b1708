namespace Akka.Util
{
    /// <summary>A reference with volatile reads and compare-and-set.</summary>
    public class AtomicReference<T> where T : class
    {
        protected T atomicValue;

        public AtomicReference() => atomicValue = default;
        public AtomicReference(T originalValue) => atomicValue = originalValue;

        public T Value
        {
            get => Volatile.Read(ref atomicValue);
            set => Volatile.Write(ref atomicValue, value);
        }

        public bool CompareAndSet(T expected, T newValue) =>
            ReferenceEquals(Interlocked.CompareExchange(ref atomicValue, newValue, expected), expected);

        public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue, newValue);

        public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;
        public static implicit operator AtomicReference<T>(T value) => new(value);
    }
}

namespace Akka.Util.Internal
{
    /// <summary>An <see cref="int"/> counted from any thread.</summary>
    public class AtomicCounter
    {
        private int _value;

        public AtomicCounter() => _value = -1;
        public AtomicCounter(int initialValue) => _value = initialValue;

        public int Current => Volatile.Read(ref _value);
        public int Next() => Interlocked.Increment(ref _value);
        public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;
        public int IncrementAndGet() => Interlocked.Increment(ref _value);
        public int Decrement() => Interlocked.Decrement(ref _value);
        public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);
        public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);
        public void Reset() => Interlocked.Exchange(ref _value, 0);
    }

    public static class Extensions
    {
        public static T AsInstanceOf<T>(this object self) => (T)self;
        public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item) => enumerable.Append(item);

        public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
        {
            foreach (var item in source) action(item);
        }
    }
}
