using System.Buffers;
using System.Text.Json;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>Writes the answer to a command. A page always has its list of values: official drivers read it without asking.</summary>
internal static class SendCommandWriter
{
    public static void Write(PooledBuffer body, SendCommandResponse response)
    {
        using var json = Reply.Writer(body);
        json.WriteStartObject();
        if (response.ExecuteStatement is { } executed)
        {
            json.WriteStartObject("ExecuteStatement"u8);
            WritePage(json, "FirstPage"u8, executed.FirstPage);
            WriteUsage(json, executed.ConsumedIOs, executed.TimingInformation);
        }
        else if (response.FetchPage is { } fetched)
        {
            json.WriteStartObject("FetchPage"u8);
            WritePage(json, "Page"u8, fetched.Page);
            WriteUsage(json, fetched.ConsumedIOs, fetched.TimingInformation);
        }
        else if (response.CommitTransaction is { } committed)
        {
            json.WriteStartObject("CommitTransaction"u8);
            json.WriteString("TransactionId"u8, committed.TransactionId);
            WriteBlob(json, "CommitDigest"u8, committed.CommitDigest);
            WriteUsage(json, committed.ConsumedIOs, committed.TimingInformation);
        }
        else if (response.StartTransaction is { } begun)
        {
            json.WriteStartObject("StartTransaction"u8);
            json.WriteString("TransactionId"u8, begun.TransactionId);
            WriteUsage(json, null, begun.TimingInformation);
        }
        else if (response.StartSession is { } started)
        {
            json.WriteStartObject("StartSession"u8);
            json.WriteString("SessionToken"u8, started.SessionToken);
            WriteUsage(json, null, started.TimingInformation);
        }
        else if (response.AbortTransaction is { } aborted)
        {
            json.WriteStartObject("AbortTransaction"u8);
            WriteUsage(json, null, aborted.TimingInformation);
        }
        else if (response.EndSession is { } ended)
        {
            json.WriteStartObject("EndSession"u8);
            WriteUsage(json, null, ended.TimingInformation);
        }
        else
        {
            throw new InvalidOperationException("The ledger answered a command with no result.");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePage(Utf8JsonWriter json, ReadOnlySpan<byte> name, Page? page)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("Values"u8);
        foreach (var value in page?.Values ?? [])
        {
            json.WriteStartObject();
            if (value.IonBinary is { } binary)
            {
                WriteBlob(json, "IonBinary"u8, binary);
            }

            if (value.IonText is { } text)
            {
                json.WriteString("IonText"u8, text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (page?.NextPageToken is { } token)
        {
            json.WriteString("NextPageToken"u8, token);
        }

        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, IOUsage? usage, TimingInformation? timing)
    {
        if (usage is not null)
        {
            json.WriteStartObject("ConsumedIOs"u8);
            json.WriteNumber("ReadIOs"u8, usage.ReadIOs ?? 0);
            json.WriteNumber("WriteIOs"u8, usage.WriteIOs ?? 0);
            json.WriteEndObject();
        }

        if (timing is not null)
        {
            json.WriteStartObject("TimingInformation"u8);
            json.WriteNumber("ProcessingTimeMilliseconds"u8, timing.ProcessingTimeMilliseconds ?? 0);
            json.WriteEndObject();
        }
    }

    private static void WriteBlob(Utf8JsonWriter json, ReadOnlySpan<byte> name, MemoryStream? blob)
    {
        if (blob is null)
        {
            return;
        }

        if (blob.TryGetBuffer(out var bytes))
        {
            json.WriteBase64String(name, bytes);
            return;
        }

        // A ledger's rows are streams over stored bytes, whose buffer nobody gets at.
        var copy = ArrayPool<byte>.Shared.Rent((int)blob.Length);
        blob.Position = 0;
        json.WriteBase64String(name, copy.AsSpan(0, blob.Read(copy)));
        ArrayPool<byte>.Shared.Return(copy);
    }
}
