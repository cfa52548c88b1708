using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Engine;

/// <summary>A row of <c>information_schema.user_tables</c>.</summary>
internal static class CatalogRow
{
    public static IonElement Of(MemoryTable table)
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        Write(writer, "tableId", table.Id.ToString());
        Write(writer, "name", table.Name);
        writer.WriteFieldName("indexes");
        writer.StepIn(IonType.List);
        foreach (var index in table.Indexes)
        {
            writer.StepIn(IonType.Struct);
            Write(writer, "indexId", index.Id.ToString());
            Write(writer, "expr", $"[{index.Field}]");
            Write(writer, "status", "ONLINE");
            writer.StepOut();
        }

        writer.StepOut();
        Write(writer, "status", table.IsActive ? "ACTIVE" : "INACTIVE");
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }

    private static void Write(IonBinaryWriter writer, string field, string text)
    {
        writer.WriteFieldName(field);
        writer.WriteString(text);
    }
}
