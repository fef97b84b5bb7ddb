Sub Settle(listed)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden"
 hidden(0).Value = True
 Dim text(1) As New com.sun.star.beans.PropertyValue
 text(0).Name = "FilterName"
 text(0).Value = "Text (encoded)"
 text(1).Name = "FilterOptions"
 text(1).Value = "UTF8,LF,,,"
 number = FreeFile
 Open listed For Input As #number
 Do While Not EOF(number)
  Line Input #number, source
  For Each what In Array("AcceptAllTrackedChanges", "RejectAllTrackedChanges")
   document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
   helper = createUnoService("com.sun.star.frame.DispatchHelper")
   helper.executeDispatch(document.CurrentController.Frame, ".uno:" & what, "", 0, Array())
   document.storeToURL(ConvertToURL(source & "." & what & ".txt"), text())
   document.close(True)
  Next
 Loop
 Close #number
End Sub
